import { KeyMissing, KeyRing } from './secrets.js';

const key = (letter: string) => Buffer.alloc(32, letter).toString('base64');
const old = new KeyRing(`1:${key('a')}`);
const rotated = new KeyRing(`2:${key('b')},1:${key('a')}`);

it('opens what an older key sealed after a new one was put in front', () => {
  const sealed = old.seal('the secret', 'connection 12');
  expect(rotated.open(sealed, 'connection 12')).toBe('the secret');
  expect(rotated.seal('the secret', 'connection 12').keyId).toBe(2);
});

it('opens nothing elsewhere than where it belongs, nor what was changed', () => {
  const sealed = old.seal('the secret', 'connection 12');
  expect(() => old.open(sealed, 'connection 13')).toThrow('authenticate');
  sealed.sealed[30] = (sealed.sealed[30] ?? 0) ^ 1;
  expect(() => old.open(sealed, 'connection 12')).toThrow('authenticate');
});

it('says which key is missing', () => {
  const { sealed } = rotated.seal('the secret', 'connection 12');
  expect(() => old.open({ keyId: 2, sealed }, 'connection 12')).toThrow(new KeyMissing(2));
});

it('makes the same token again from the same parts, and another one for another purpose, key or part', () => {
  const token = rotated.token('claim', 1, '7', 'nonce');
  expect(old.token('claim', 1, '7', 'nonce')).toBe(token);
  const others = [
    rotated.token('unsubscribe', 1, '7', 'nonce'),
    rotated.token('claim', 2, '7', 'nonce'),
    rotated.token('claim', 1, '7n', 'once'),
  ];
  expect(new Set([token, ...others]).size).toBe(4);
  expect(token).toMatch(/^[\w-]{43}$/);
});
