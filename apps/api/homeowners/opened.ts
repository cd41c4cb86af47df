import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { type Cookie, Cookies } from './cookies.js';

const openedSeconds = 30 * 60;

const Opened = z.object({ token: z.string() });

/** The link that a browser has opened, between the press in the mail and the press on the page. Kept by the browser alone, sealed. */
@Injectable()
export class OpenedLinks {
  constructor(private readonly cookies: Cookies) {}

  /** `by` makes two openings of one link differ, so that each page has a key of its own. */
  keep(token: string): Cookie {
    return this.cookies.seal('opened', { token, by: randomBytes(12).toString('base64url') }, openedSeconds);
  }

  /** The token, and the cookie as it was given: it stands for this one opening. */
  find(request: Request): { token: string; cookie: string } | null {
    const opened = Opened.safeParse(this.cookies.open(request, 'opened'));
    const cookie = this.cookies.read(request, 'opened');
    return opened.success && cookie ? { token: opened.data.token, cookie } : null;
  }

  key(request: Request): string {
    return this.cookies.formKey(request, 'opened');
  }

  isKey(request: Request, given: unknown): boolean {
    return this.cookies.isFormKey(request, 'opened', given);
  }
}
