import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Pool } from 'pg';
import { type Connection, query } from '../../../database/execute.js';
import { type Cookie, Cookies, gone } from './cookies.js';

export interface HomeSession {
  /** SHA-256 of the token, in hex: how the session is called here; the token is in the cookie alone. */
  digest: string;
  emailNormalized: string;
  /** The address was proved by a code lately: private things may be shown. */
  isProved: boolean;
}

const sessionDays = 30;
const provedHours = 12;
/** A press that follows the one that claimed, from the same page, within this time leads to the same Hub. */
const doublePressMinutes = 30;

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Who of the homeowners is signed in. A session belongs to an address of mail and opens the Hubs that it has joined. */
@Injectable()
export class HomeSessions {
  constructor(
    private readonly pool: Pool,
    private readonly cookies: Cookies,
  ) {}

  /** Looked at for a month without use; each day of use begins the month again. */
  async find(request: Request): Promise<HomeSession | null> {
    const token = this.cookies.read(request, 'home');
    if (!token) return null;
    const digest = digestOf(token);
    const [session] = await query<HomeSession & { isStale: boolean }>(
      this.pool,
      `select encode(token_hash, 'hex') as digest, email_normalized as "emailNormalized", seen_at < now() - interval '1 day' as "isStale",
         coalesce(proved_at > now() - make_interval(hours => $2), false) as "isProved"
       from hub_sessions where token_hash = decode($1, 'hex') and expires_at > now()`,
      [digest, provedHours],
    );
    if (session?.isStale) await this.keep(digest);
    return session ?? null;
  }

  /** A new session, never one that somebody may have planted before. @param claimedWith the cookie with which a Hub was claimed */
  async begin(
    tx: Connection,
    { emailNormalized, isProved, claimedWith }: { emailNormalized: string; isProved: boolean; claimedWith?: string },
  ): Promise<Cookie> {
    const token = randomBytes(32).toString('base64url');
    await query(
      tx,
      `insert into hub_sessions (token_hash, email_normalized, expires_at, proved_at, claim_digest)
       values (decode($1, 'hex'), $2, now() + make_interval(days => $3), case when $4::boolean then now() end, decode($5, 'hex'))`,
      [digestOf(token), emailNormalized, sessionDays, isProved, claimedWith ? digestOf(claimedWith) : null],
    );
    return { name: 'home', value: token, seconds: sessionDays * 86_400 };
  }

  /** Whether this very page has just claimed: whose session it began. */
  async findClaimer(tx: Connection, claimedWith: string): Promise<string | null> {
    const [session] = await query<{ emailNormalized: string }>(
      tx,
      `select email_normalized as "emailNormalized" from hub_sessions
       where claim_digest = decode($1, 'hex') and created_at > now() - make_interval(mins => $2) limit 1`,
      [digestOf(claimedWith), doublePressMinutes],
    );
    return session?.emailNormalized ?? null;
  }

  async prove(tx: Connection, { digest }: HomeSession): Promise<void> {
    await query(tx, `update hub_sessions set proved_at = now() where token_hash = decode($1, 'hex')`, [digest]);
  }

  async end({ digest }: HomeSession): Promise<Cookie> {
    await query(this.pool, `delete from hub_sessions where token_hash = decode($1, 'hex')`, [digest]);
    return gone('home');
  }

  /** On every device. */
  async endAll(tx: Connection, emailNormalized: string): Promise<Cookie> {
    await query(tx, 'delete from hub_sessions where email_normalized = $1', [emailNormalized]);
    return gone('home');
  }

  private keep(digest: string): Promise<unknown> {
    return query(
      this.pool,
      `update hub_sessions set seen_at = now(), expires_at = now() + make_interval(days => $2) where token_hash = decode($1, 'hex')`,
      [digest, sessionDays],
    );
  }
}
