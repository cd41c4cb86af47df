import type { KeyRing } from '../secrets.js';

/**
 * The six digits of a mailed code, made again from what `mailed_codes` holds whenever they are needed: to write the mail, and to
 * compare what somebody typed. They are stored nowhere.
 */
export function digitsOf(
  ring: KeyRing,
  { id, nonce, keyId }: { id: string; nonce: Uint8Array; keyId: number },
): string {
  const bytes = Buffer.from(ring.token('code', keyId, id, Buffer.from(nonce)), 'base64url');
  // 48 bits: that some digits are likelier than others does not show before the eighth decimal place.
  return String(bytes.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}
