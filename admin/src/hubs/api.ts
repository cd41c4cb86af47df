import type { ListAnswer } from '../answers.js';
import { request } from '../api.js';
import type {
  ChangeHub,
  Hub,
  HubEventLine,
  HubInFull,
  HubInvitation,
  HubNote,
  HubsOverview,
  InvitationDraft,
  InvitationInput,
  InvitationPreview,
  LandingLink,
  NewHub,
} from './types.js';

const post = <Answer>(path: string, body: object = {}) => request<Answer>(path, { method: 'POST', body });

export type HubCommand = 'pause' | 'resume' | 'archive' | 'restore';
export interface Resent {
  email?: string;
  confirmEmail?: boolean;
}

/** The routes of Hubs, as the pages use them. */
export const hubsApi = {
  get: (id: string) => request<HubInFull>(`/hubs/${id}`),
  create: (body: NewHub) => post<HubInFull>('/hubs', body),
  change: (id: string, body: ChangeHub) => request<HubInFull>(`/hubs/${id}`, { method: 'PATCH', body }),
  command: (id: string, command: HubCommand) => post<HubInFull>(`/hubs/${id}/${command}`),
  ofContact: (contactId: string) => request<ListAnswer<Hub>>(`/contacts/${contactId}/hubs`),
  notes: (id: string) => request<ListAnswer<HubNote>>(`/hubs/${id}/notes`),
  addNote: (id: string, text: string) => post<HubNote>(`/hubs/${id}/notes`, { text }),
  events: (id: string, page: number) => request<ListAnswer<HubEventLine>>(`/hubs/${id}/events?page=${page}&perPage=20`),
  invite: (id: string, body: InvitationInput & { reminders: number; via: 'mail' | 'link' }) =>
    post<HubInvitation>(`/hubs/${id}/invitations`, body),
  draft: (id: string) => request<InvitationDraft>(`/hubs/${id}/invitation-draft`),
  saveDraft: (id: string, body: InvitationDraft) =>
    request<InvitationDraft>(`/hubs/${id}/invitation-draft`, { method: 'PUT', body }),
  preview: (id: string, body: InvitationInput, signal?: AbortSignal) =>
    request<InvitationPreview>(`/hubs/${id}/invitations/preview`, { method: 'POST', body, signal }),
  test: (id: string, body: InvitationInput) => post<{ sentence: string | null }>(`/hubs/${id}/invitations/test`, body),
  resend: (invitationId: string, body: Resent) => post<HubInvitation>(`/hub-invitations/${invitationId}/resend`, body),
  revoke: (invitationId: string, reason: string) =>
    post<HubInvitation>(`/hub-invitations/${invitationId}/revoke`, { reason }),
  remind: (invitationId: string) => post<HubInvitation>(`/hub-invitations/${invitationId}/remind`),
  link: (invitationId: string) => post<{ url: string }>(`/hub-invitations/${invitationId}/link`),
  answer: (questionId: string, text: string) => post<object>(`/hub-questions/${questionId}/answer`, { text }),
  decide: (correctionId: string, verdict: 'accept' | 'decline') =>
    post<object>(`/hub-corrections/${correctionId}/${verdict}`),
  overview: () => request<HubsOverview>('/hubs/overview'),
  activity: () => request<ListAnswer<HubEventLine>>('/hubs/activity'),
  landingLinks: (contactId: string) =>
    request<ListAnswer<LandingLink>>(`/landing-links?filter=${encodeURIComponent(JSON.stringify({ contactId }))}`),
  makeLandingLink: (contactId: string) => post<LandingLink>('/landing-links', { contactId }),
  revokeLandingLink: (id: string) => post<LandingLink>(`/landing-links/${id}/revoke`),
  qrAddress: (id: string) => `/api/landing-links/${id}/qr.svg`,
};
