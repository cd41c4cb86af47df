import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Config } from '../../../integrations/config.js';
import { KeyRing } from '../../../integrations/secrets.js';
import { CONFIG } from '../config.js';

/** `opened`: the link of an invitation that is being looked at. `step`: between asking for a code and typing it. `home`: signed in. */
export type CookieName = 'opened' | 'step' | 'home';

/** `value` null takes it away. */
export interface Cookie {
  name: CookieName;
  value: string | null;
  seconds: number;
}

const prefix = 'porchlight_';

/** The homeowners' cookies, all HttpOnly. What stands in them is sealed: neither the browser's store nor a backup of it tells a link. */
@Injectable()
export class Cookies {
  private readonly isSecure: boolean;

  constructor(
    private readonly ring: KeyRing,
    @Inject(CONFIG) config: Config,
  ) {
    this.isSecure = config.publicUrl.startsWith('https:');
  }

  read(request: Request, name: CookieName): string | null {
    const own = `${this.nameOf(name)}=`;
    const pair = (request.headers.cookie ?? '').split(/; */).find((candidate) => candidate.startsWith(own));
    return pair?.slice(own.length) || null;
  }

  /** Lax, because people come from the page of their mail. */
  write({ name, value, seconds }: Cookie): string {
    const lifetime = value === null ? 0 : seconds;
    const secure = this.isSecure ? '; Secure' : '';
    return `${this.nameOf(name)}=${value ?? ''}; Path=/; Max-Age=${lifetime}; HttpOnly; SameSite=Lax${secure}`;
  }

  seal(name: CookieName, content: object, seconds: number): Cookie {
    const text = JSON.stringify({ ...content, until: Date.now() + seconds * 1000 });
    const { keyId, sealed } = this.ring.seal(text, `cookie ${name}`);
    return { name, value: `${keyId}.${sealed.toString('base64url')}`, seconds };
  }

  /** Null when there is none, it is too old, or we did not seal it. */
  open(request: Request, name: CookieName): unknown {
    const [keyId = '', sealed = ''] = (this.read(request, name) ?? '').split('.');
    try {
      const text = this.ring.open({ keyId: Number(keyId), sealed: Buffer.from(sealed, 'base64url') }, `cookie ${name}`);
      const content = JSON.parse(text) as { until: number };
      return content.until > Date.now() ? content : null;
    } catch {
      return null;
    }
  }

  /** What a form must send along to be one of our pages in this very browser: bound to the cookie that the page was made for. */
  formKey(request: Request, name: CookieName, cookie?: Cookie): string {
    return this.ring.token('form', this.ring.newest, name, cookie?.value ?? this.read(request, name) ?? '');
  }

  isFormKey(request: Request, name: CookieName, given: unknown): boolean {
    if (typeof given !== 'string' || !this.read(request, name)) return false;
    return timingSafeEqual(digest(given), digest(this.formKey(request, name)));
  }

  private nameOf(name: CookieName): string {
    return `${this.isSecure ? '__Host-' : ''}${prefix}${name}`;
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();

export const gone = (name: CookieName): Cookie => ({ name, value: null, seconds: 0 });
