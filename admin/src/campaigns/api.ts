import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';
import { listQuery } from '../dataProvider.js';
import type {
  AudienceChoice,
  Campaign,
  CampaignChange,
  CampaignLine,
  CampaignPreview,
  CampaignTimelineEntry,
  Candidate,
  Recipient,
  RecipientEvent,
} from './types.js';

const at = (id: string, rest = '') => `/campaigns/${id}${rest}`;
const post = <Answer>(path: string, body: object = {}) => request<Answer>(path, { method: 'POST', body });

export type Filter = Record<string, string | number | boolean>;
export interface PageAsked {
  page: number;
  perPage?: number;
  filter?: Filter;
}
export const pageSize = 25;
const pageQuery = ({ page, perPage = pageSize, filter = {} }: PageAsked) =>
  `?${listQuery({ pagination: { page, perPage }, filter })}`;

/** The routes of campaigns, one method each; every one throws `Problem` with a sentence when the answer is no. */
export const campaignsApi = {
  list: (filter: object, perPage = 25) =>
    request<ListAnswer<CampaignLine>>(`/campaigns?${listQuery({ pagination: { page: 1, perPage }, filter })}`),
  /** @param onceKey makes a second press, or a repeated request, answer with the same campaign */
  create: (body: { audience: AudienceChoice; name?: string }, onceKey: string) =>
    request<Campaign>('/campaigns', { method: 'POST', body, headers: { 'idempotency-key': onceKey } }),
  get: (id: string) => request<Campaign>(at(id)),
  change: (id: string, body: CampaignChange) => request<Campaign>(at(id), { method: 'PUT', body }),
  approve: (id: string, digest: string) => post<Campaign>(at(id, '/approve'), { digest }),
  command: (id: string, command: 'pause' | 'resume' | 'cancel' | 'refreeze', body: { reason?: string } = {}) =>
    post<Campaign>(at(id, `/${command}`), body),
  setRate: (id: string, perHour: number | null) =>
    request<Campaign>(at(id, '/rate'), { method: 'PUT', body: { perHour } }),
  test: (id: string, contactId: string | null) =>
    post<{ to: string; outcome: string; sentence: string }>(at(id, '/test'), contactId ? { contactId } : {}),
  preview: (id: string, { contactId, wave }: { contactId: string | null; wave: number }, signal?: AbortSignal) =>
    request<CampaignPreview>(at(id, `/preview?wave=${wave}${contactId ? `&contactId=${contactId}` : ''}`), { signal }),
  candidates: (id: string, asked: PageAsked, signal?: AbortSignal) =>
    request<ListAnswer<Candidate>>(at(id, `/candidates${pageQuery(asked)}`), { signal }),
  recipients: (id: string, asked: PageAsked, signal?: AbortSignal) =>
    request<ListAnswer<Recipient>>(at(id, `/recipients${pageQuery(asked)}`), { signal }),
  recipient: (id: string, contactId: string) =>
    request<{ recipient: Recipient; timeline: RecipientEvent[] }>(at(id, `/recipients/${contactId}`)),
  timeline: (id: string, page: number) =>
    request<ListAnswer<CampaignTimelineEntry>>(at(id, `/timeline?page=${page}&perPage=${pageSize}`)),
  eventsAddress: (id: string) => `/api${at(id, '/events')}`,
};
