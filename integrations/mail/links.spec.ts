import { createHash } from 'node:crypto';
import { KeyRing } from '../secrets.js';
import { digitsOf } from './codes.js';
import { linkToken, readLinkToken } from './links.js';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const ring = new KeyRing(`1:${key(1)}`);
const link = {
  accountId: '12',
  invitationId: '9007199254740993',
  addressHash: createHash('sha256').update('anna@example.com').digest(),
};

it('says whose mail it was, from the link alone', () => {
  expect(readLinkToken(ring, 'unsubscribe', linkToken(ring, 'unsubscribe', link))).toEqual(link);
});

it('opens nothing with a link made for another purpose', () => {
  expect(readLinkToken(ring, 'take back', linkToken(ring, 'unsubscribe', link))).toBeNull();
});

it('still reads a link of last year after the key was rotated, and none of a key that was dropped', () => {
  const token = linkToken(ring, 'unsubscribe', link);
  expect(readLinkToken(new KeyRing(`2:${key(2)},1:${key(1)}`), 'unsubscribe', token)).toEqual(link);
  expect(readLinkToken(new KeyRing(`2:${key(2)}`), 'unsubscribe', token)).toBeNull();
});

it('refuses a link of which any character was changed', () => {
  const token = linkToken(ring, 'unsubscribe', link);
  const changed = [...token].map((sign, at) => token.slice(0, at) + (sign === 'A' ? 'B' : 'A') + token.slice(at + 1));
  expect(changed.filter((other) => readLinkToken(ring, 'unsubscribe', other) !== null)).toEqual([]);
  expect(readLinkToken(ring, 'unsubscribe', '')).toBeNull();
  expect(readLinkToken(ring, 'unsubscribe', `${token}A`)).toBeNull();
});

it('names nobody in a link', () => {
  const readable = Buffer.from(linkToken(ring, 'unsubscribe', link), 'base64url').toString('latin1');
  expect(readable).not.toContain('anna');
});

it('makes the same six digits again, and others for another code', () => {
  const code = { id: '5', nonce: Buffer.alloc(16, 7), keyId: 1 };
  expect(digitsOf(ring, code)).toMatch(/^\d{6}$/);
  expect(digitsOf(ring, code)).toBe(digitsOf(ring, code));
  const others = Array.from({ length: 50 }, (_, at) => digitsOf(ring, { ...code, id: String(at + 6) }));
  expect(new Set(others).size).toBeGreaterThan(45);
});
