import type {
  NewHold,
  NewLimit,
  SendingHealth,
  ShownHold,
  ShownLimit,
} from '../../../apps/api/sending/sending.schemas.js';
import type { PersonAttempt } from '../../../apps/api/people/people.schemas.js';
import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';
import { listQuery } from '../dataProvider.js';

/** Every key begins with `sending`. */
export const sendingKey = ['sending'] as const;

export const sendingApi = {
  health: () => request<SendingHealth>('/sending/health'),
  holds: (filter: object) =>
    request<ListAnswer<ShownHold>>(`/sending/holds?${listQuery({ filter, pagination: { page: 1, perPage: 100 } })}`),
  place: (hold: NewHold) => request<ShownHold>('/sending/holds', { method: 'POST', body: hold }),
  release: (holdId: string, reason: string) =>
    request<ShownHold>(`/sending/holds/${holdId}/release`, { method: 'POST', body: { reason } }),
  limits: () => request<ListAnswer<ShownLimit>>('/sending/limits'),
  setLimit: (limit: NewLimit) => request<ListAnswer<ShownLimit>>('/sending/limits', { method: 'PUT', body: limit }),
  unknown: (page: number, perPage: number) =>
    request<ListAnswer<PersonAttempt>>(`/sending/unknown?${listQuery({ pagination: { page, perPage } })}`),
};
