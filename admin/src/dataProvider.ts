import type { DataProvider, GetListParams, Identifier, RaRecord } from 'react-admin';
import type { ListAnswer } from './answers.js';
import { request } from './api.js';

/** `page`, `perPage`, `sort`, `order` and `filter` as the API's lists take them. */
export function listQuery({ pagination, sort, filter }: Partial<GetListParams>): string {
  const query = new URLSearchParams();
  if (pagination) {
    query.set('page', String(pagination.page));
    query.set('perPage', String(pagination.perPage));
  }
  if (sort?.field) {
    query.set('sort', sort.field);
    query.set('order', sort.order);
  }
  if (filter && Object.keys(filter).length > 0) query.set('filter', JSON.stringify(filter));
  return query.toString();
}

/** Counts that are capped stay out of `total`: react-admin then pages by `hasNextPage`, and `meta` says "1,000+". */
async function getList(resource: string, params: GetListParams & { signal?: AbortSignal }) {
  const answer = await request<ListAnswer<RaRecord>>(`/${resource}?${listQuery(params)}`, { signal: params.signal });
  const { data, total, totalIsCapped = false, hasNextPage } = answer;
  return {
    data,
    ...(total !== undefined && !totalIsCapped && { total }),
    pageInfo: { hasNextPage, hasPreviousPage: (params.pagination?.page ?? 1) > 1 },
    meta: { total, totalIsCapped },
  };
}

const getOne = (resource: string, id: Identifier, signal?: AbortSignal) =>
  request<RaRecord>(`/${resource}/${id}`, { signal });
const change = (resource: string, id: Identifier, body: object) =>
  request<RaRecord>(`/${resource}/${id}`, { method: 'PATCH', body });
const remove = (resource: string, id: Identifier) => request(`/${resource}/${id}`, { method: 'DELETE' });

/** React-admin's verbs on the API's list contract; a page's own verbs stand beside the page. */
export const dataProvider = {
  supportAbortSignal: true,
  getList,
  getOne: async (resource, { id, signal }) => ({ data: await getOne(resource, id, signal) }),
  getMany: async (resource, { ids, signal }) => ({
    data: await Promise.all(ids.map((id) => getOne(resource, id, signal))),
  }),
  getManyReference: async (resource, { target, id, filter, ...rest }) =>
    getList(resource, { ...rest, filter: { ...filter, [target]: id } }),
  create: async (resource, { data }) => ({
    data: await request<RaRecord>(`/${resource}`, { method: 'POST', body: data }),
  }),
  update: async (resource, { id, data }) => ({ data: await change(resource, id, data) }),
  updateMany: async (resource, { ids, data }) => {
    await Promise.all(ids.map((id) => change(resource, id, data)));
    return { data: ids };
  },
  delete: async (resource, { id, previousData }) => {
    await remove(resource, id);
    return { data: previousData ?? { id } };
  },
  deleteMany: async (resource, { ids }) => {
    await Promise.all(ids.map((id) => remove(resource, id)));
    return { data: ids };
  },
} as DataProvider;
