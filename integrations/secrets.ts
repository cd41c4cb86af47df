import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** What keys are derived for; none of them opens what another one made. */
export type KeyPurpose =
  'seal' | 'claim' | 'unsubscribe' | 'landing' | 'take back' | 'code' | 'preferences' | 'hook' | 'message' | 'form';

/** Something sealed names a key that the ring no longer holds. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';
  constructor(readonly keyId: number) {
    super(`The key ${keyId} is not in SECRET_KEYS any more.`);
  }
}

/** Stands after each part of what a token is made of, so that no two lists of parts read the same. */
const end = Buffer.from([0]);

/**
 * The keys of this installation, newest first. New things are made with the newest; what names an older key by its id is
 * still read with that one, so that keys are rotated by putting a new one in front.
 */
export class KeyRing {
  private readonly keys: ReadonlyMap<number, Buffer>;
  /** Each is made once, as an object: with bare bytes an HMAC takes sixteen times as long in Node 24.21, and a mail needs four. */
  private readonly derived = new Map<string, KeyObject>();
  readonly newest: number;

  /** @param text `2:<base64 of 32 bytes>,1:<base64 of 32 bytes>` */
  constructor(text: string) {
    const keys = text.split(',').map((part) => {
      const [id = '', key = ''] = part.trim().split(':');
      return [Number(id), Buffer.from(key, 'base64')] as const;
    });
    this.keys = new Map(keys);
    this.newest = keys[0]?.[0] ?? 0;
  }

  has(keyId: number): boolean {
    return this.keys.has(keyId);
  }

  /** 32 bytes for one purpose (HKDF-SHA-256, RFC 5869). @throws KeyMissing */
  derive(purpose: KeyPurpose, keyId = this.newest): KeyObject {
    const key = this.keys.get(keyId);
    if (!key) throw new KeyMissing(keyId);
    const name = `${keyId} ${purpose}`;
    const known = this.derived.get(name);
    if (known) return known;
    const made = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `porchlight ${purpose}`, 32)));
    this.derived.set(name, made);
    return made;
  }

  /** A token that can be made again from what is stored, without storing it. 43 characters of base64url. */
  token(purpose: KeyPurpose, keyId: number, ...parts: (string | Buffer)[]): string {
    const text = Buffer.concat(parts.flatMap((part) => [Buffer.from(part), end]));
    return createHmac('sha256', this.derive(purpose, keyId)).update(text).digest('base64url');
  }

  /** AES-256-GCM. @param about what the secret belongs to, e.g. `connection 12`: it opens there alone */
  seal(secret: string, about: string): { keyId: number; sealed: Buffer } {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.derive('seal'), nonce);
    cipher.setAAD(Buffer.from(about));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return { keyId: this.newest, sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]) };
  }

  /** @throws KeyMissing, or an Error when it was changed or belongs to something else */
  open({ keyId, sealed }: { keyId: number; sealed: Buffer }, about: string): string {
    const decipher = createDecipheriv('aes-256-gcm', this.derive('seal', keyId), sealed.subarray(0, 12));
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
  }
}
