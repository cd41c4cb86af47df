import { timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../secrets.js';

/** What a link in a mail is about, without naming anybody: also good after the contact and the invitation are gone. */
export interface MailLink {
  accountId: string;
  invitationId: string;
  /** `address_hash` of whom the mail was sent to, 32 bytes. The invitation may have gone to another address since. */
  addressHash: Buffer;
}

type LinkPurpose = 'unsubscribe' | 'take back';

const macBytes = 16;
const payloadBytes = 2 + 8 + 8 + 32;

/**
 * The token of a link that is never stored and works as long as its key is kept: key id, account, invitation, hash of the
 * address, and a MAC over them. One purpose does not open another.
 */
export function linkToken(
  ring: KeyRing,
  purpose: LinkPurpose,
  { accountId, invitationId, addressHash }: MailLink,
): string {
  const payload = Buffer.alloc(payloadBytes);
  payload.writeUInt16BE(ring.newest, 0);
  payload.writeBigUInt64BE(BigInt(accountId), 2);
  payload.writeBigUInt64BE(BigInt(invitationId), 10);
  addressHash.copy(payload, 18);
  return Buffer.concat([payload, macOf(ring, purpose, payload)]).toString('base64url');
}

/** @returns null for whatever we did not make for this purpose */
export function readLinkToken(ring: KeyRing, purpose: LinkPurpose, token: string): MailLink | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== payloadBytes + macBytes || bytes.toString('base64url') !== token) return null;
  const payload = bytes.subarray(0, payloadBytes);
  if (!ring.has(payload.readUInt16BE(0))) return null;
  if (!timingSafeEqual(bytes.subarray(payloadBytes), macOf(ring, purpose, payload))) return null;
  return {
    accountId: String(payload.readBigUInt64BE(2)),
    invitationId: String(payload.readBigUInt64BE(10)),
    addressHash: Buffer.from(payload.subarray(18)),
  };
}

const macOf = (ring: KeyRing, purpose: LinkPurpose, payload: Buffer) =>
  Buffer.from(ring.token(purpose, payload.readUInt16BE(0), payload), 'base64url').subarray(0, macBytes);

/** Where links in mails lead. Built from the configured address, never from a request. */
export const linkPaths = {
  claim: (publicUrl: string, token: string) => `${publicUrl}/i/${token}`,
  notMe: (publicUrl: string, token: string) => `${publicUrl}/i/n/${token}`,
  unsubscribe: (publicUrl: string, token: string) => `${publicUrl}/i/u/${token}`,
  landing: (publicUrl: string, token: string) => `${publicUrl}/i/l/${token}`,
  hub: (publicUrl: string) => `${publicUrl}/h`,
  preferences: (publicUrl: string) => `${publicUrl}/h/preferences`,
  connectionInConsole: (publicUrl: string, connectionId: string) => `${publicUrl}/connections/${connectionId}`,
  hubInConsole: (publicUrl: string, hubId: string) => `${publicUrl}/hubs/${hubId}`,
} as const;
