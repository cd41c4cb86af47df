import { request } from '../api.js';
import type {
  Choices,
  Connection,
  Connector,
  ContactLink,
  Credentials,
  ListOf,
  RecordProblem,
  SettingsChange,
  SyncRun,
  TimelineEntry,
} from './types.js';

type Begin = 'now' | 'later';
type Paging = { page: number; perPage: number };
/** Problems by their ids, or all that are open. */
export type Chosen = { problemIds: string[] } | { all: true };

const at = (connectionId: string, rest = '') => `/connections/${connectionId}${rest}`;
const post = <Answer>(path: string, body: unknown = {}) => request<Answer>(path, { method: 'POST', body });

function query({
  page,
  perPage,
  ...rest
}: Paging & { sort?: string; order?: 'ASC' | 'DESC'; filter?: object }): string {
  const search = new URLSearchParams({ page: String(page), perPage: String(perPage) });
  if (rest.sort) search.set('sort', rest.sort);
  if (rest.order) search.set('order', rest.order);
  if (rest.filter) search.set('filter', JSON.stringify(rest.filter));
  return `?${search}`;
}

/** The routes of connections, one method each; every one throws `Problem` with a sentence when the answer is no. */
export const crmApi = {
  connectors: () => request<ListOf<Connector>>('/connectors'),
  list: (filter: { needs?: 'person'; state?: Connection['state'] | Connection['state'][] }, perPage = 100) =>
    request<ListOf<Connection>>(`/connections${query({ page: 1, perPage, sort: 'createdAt', order: 'DESC', filter })}`),
  connect: (body: { connector: string; fields: Credentials; begin: Begin }) => post<Connection>('/connections', body),
  /** The CRM's own page, to go to. */
  signIn: (body: { connector: string; connectionId?: string; begin?: Begin }) =>
    post<{ url: string }>('/connections/sign-in', body),
  get: (connectionId: string) => request<Connection>(at(connectionId)),
  eventsAddress: (connectionId: string) => `/api${at(connectionId, '/events')}`,
  command: (connectionId: string, command: ConnectionVerb, body: Record<string, unknown> = {}) =>
    post<Connection>(at(connectionId, `/${command}`), body),
  change: (connectionId: string, change: SettingsChange) =>
    request<Connection>(at(connectionId, '/settings'), { method: 'PUT', body: change }),
  choices: (connectionId: string) => request<Choices>(at(connectionId, '/choices')),
  webhook: (connectionId: string) => request<{ url: string }>(at(connectionId, '/webhook')),
  runs: (connectionId: string, paging: Paging) =>
    request<ListOf<SyncRun>>(at(connectionId, `/runs${query({ ...paging, sort: 'id', order: 'DESC' })}`)),
  timeline: (connectionId: string) => request<TimelineEntry[]>(at(connectionId, '/timeline')),
  problems: (connectionId: string, { filter, ...paging }: Paging & { filter: object }) =>
    request<ListOf<RecordProblem>>(
      at(connectionId, `/problems${query({ ...paging, sort: 'id', order: 'ASC', filter })}`),
    ),
  editProblem: ({ connectionId, id, editVersion }: RecordProblem, values: Record<string, string>) =>
    request<RecordProblem>(at(connectionId, `/problems/${id}`), { method: 'PATCH', body: { values, editVersion } }),
  choose: ({ connectionId, id }: RecordProblem, contactId: string) =>
    post<RecordProblem>(at(connectionId, `/problems/${id}/choose`), { contactId }),
  retry: (connectionId: string, chosen: Chosen) => post<Connection>(at(connectionId, '/problems/retry'), chosen),
  dismiss: (connectionId: string, body: Chosen & { reason: string }) =>
    post<Connection>(at(connectionId, '/problems/dismiss'), body),
  retryNow: (connectionId: string, body: { activityId?: string; reason: string }) =>
    post<{ reset: number }>(at(connectionId, '/retry-now'), body),
  reveal: (connectionId: string, reason: string) => post<unknown>(at(connectionId, '/reveal'), { reason }),
  needsSomeone: () => request<ListOf<Connection & { why: string }>>('/connections/needs-someone'),
  linksOf: (contactId: string) => request<ListOf<ContactLink>>(`/contacts/${contactId}/links`),
};

export type ConnectionVerb = 'sync' | 'pause' | 'resume' | 'reconnect' | 'rotate' | 'answer' | 'disconnect';
