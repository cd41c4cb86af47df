import type { DataProvider, GetListParams, Identifier, RaRecord } from 'react-admin';
import { request } from './api.js';
import type { ListAnswer } from './answers.js';

/** Things whose id has another name in the API. */
const ids: Record<string, (item: Record<string, unknown>) => Identifier> = {
  audit: (event) => `${String(event.accountId)}.${String(event.seq)}`,
};

function withId(resource: string, item: object): RaRecord {
  const id = ids[resource];
  return id ? { ...item, id: id(item as Record<string, unknown>) } : (item as RaRecord);
}

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
  const answer = await request<ListAnswer<object> | object[]>(`/${resource}?${listQuery(params)}`, {
    signal: params.signal,
  });
  if (Array.isArray(answer)) return { data: answer.map((item) => withId(resource, item)), total: answer.length };
  const { data, total, totalIsCapped, hasNextPage } = answer;
  return {
    data: data.map((item) => withId(resource, item)),
    ...(total !== undefined && !totalIsCapped && { total }),
    pageInfo: { hasNextPage, hasPreviousPage: (params.pagination?.page ?? 1) > 1 },
    meta: { total, totalIsCapped: totalIsCapped ?? false },
  };
}

const versionOf = (record: unknown) => (record as { version?: number } | undefined)?.version;

async function removeOne(resource: string, id: Identifier, previous: unknown) {
  const version = versionOf(previous);
  await request(`/${resource}/${id}`, {
    method: 'DELETE',
    ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
  });
}

/** React-admin's verbs on the API's list contract; other verbs stand beside the pages that use them. */
export const dataProvider = {
  supportAbortSignal: true,
  getList,
  getOne: async (resource, { id, signal }) => ({
    data: withId(resource, await request(`/${resource}/${id}`, { signal })),
  }),
  getMany: async (resource, { ids: wanted, signal }) => ({
    data: await Promise.all(
      wanted.map(async (id) => withId(resource, await request(`/${resource}/${id}`, { signal }))),
    ),
  }),
  getManyReference: async (resource, { target, id, filter, ...rest }) =>
    getList(resource, { ...rest, filter: { ...filter, [target]: id } }),
  create: async (resource, { data }) => ({
    data: withId(resource, await request(`/${resource}`, { method: 'POST', body: data })),
  }),
  update: async (resource, { id, data, previousData }) => {
    const version = versionOf(data) ?? versionOf(previousData);
    const body = version === undefined ? data : { ...data, version };
    return { data: withId(resource, await request(`/${resource}/${id}`, { method: 'PATCH', body })) };
  },
  updateMany: async (resource, { ids: wanted, data }) => {
    await Promise.all(wanted.map((id) => request(`/${resource}/${id}`, { method: 'PATCH', body: data })));
    return { data: wanted };
  },
  delete: async (resource, { id, previousData }) => {
    await removeOne(resource, id, previousData);
    return { data: (previousData ?? { id }) as RaRecord };
  },
  deleteMany: async (resource, { ids: wanted }) => {
    await request(`/${resource}/bulk`, { method: 'POST', body: { ids: wanted, action: 'delete' } });
    return { data: wanted };
  },
} as DataProvider;
