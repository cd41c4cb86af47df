import { z } from 'zod';
import { Reason } from '../imports/imports.schemas.js';
import type { InboundEvent } from '../inbound/inbound.schemas.js';
import type { MailAttempt } from '../mail/mail.schemas.js';
import { listQuery } from '../list.js';
import type { ShownSuppression } from '../suppressions/suppressions.schemas.js';

const Address = z.string('Type a whole e-mail address.').trim().min(1, 'Type a whole e-mail address.').max(320);

export const PeopleQuery = listQuery(['startedAt'], z.strictObject({ address: Address }));
export type PeopleQuery = z.infer<typeof PeopleQuery>;

export const RevealPerson = z.strictObject({ address: Address, reason: Reason });
export type RevealPerson = z.infer<typeof RevealPerson>;

interface OfAccount {
  accountId: string;
  accountName: string;
}

export interface PersonContact extends OfAccount {
  id: string;
  name: string;
  isUnsubscribed: boolean;
}

export interface PersonHub extends OfAccount {
  id: string;
  state: string;
  /** `contact`: the agent's contact has it; `owner`, `co_owner`: joined; `left`: was in it. */
  part: 'contact' | 'owner' | 'co_owner' | 'left';
  home: string | null;
  since: string;
}

export interface PersonInvitation extends OfAccount {
  id: string;
  hubId: string;
  role: 'owner' | 'co_owner';
  state: 'waiting' | 'claimed' | 'revoked' | 'expired';
  via: 'mail' | 'link';
  sentBy: string | null;
  createdAt: string;
  /** When it goes on by itself; null when it does not. */
  nextActionAt: string | null;
  blockedSentence: string | null;
  endedAt: string | null;
}

export type PersonAttempt = MailAttempt & OfAccount;

/** Everything that any account has had to do with one address of mail. */
export interface Person {
  /** Masked like every name, home and answer below, until revealed. */
  address: string;
  masked: boolean;
  contacts: PersonContact[];
  hubs: PersonHub[];
  invitations: PersonInvitation[];
  suppressions: ShownSuppression[];
  /** Latest first, `perPage` of them. */
  attempts: PersonAttempt[];
  hasMoreAttempts: boolean;
  /** What came back from mails to the address, latest first. */
  returned: InboundEvent[];
}
