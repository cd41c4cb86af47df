import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Connection, query } from '../../../database/execute.js';
import { oweNotice } from '../../../database/notices.js';
import { hashAddress } from '../../../database/suppressions.js';
import type { Config } from '../../../integrations/config.js';
import { digitsOf } from '../../../integrations/mail/codes.js';
import { KeyRing } from '../../../integrations/secrets.js';
import { CONFIG } from '../config.js';
import { Limits } from './limits.js';

export type CodePurpose = 'claim' | 'join' | 'sign_in';

/** What a code is asked for, and by whom it is read. */
export interface CodeAbout {
  purpose: CodePurpose;
  emailNormalized: string;
  /** The invitation or landing link; null for signing in. */
  subjectId: string | null;
}

export interface CodeToMail extends CodeAbout {
  email: string;
  /** `0` where no account is concerned. */
  accountId: string;
  hubId?: string | null;
}

export type CodeVerdict = 'right' | 'wrong' | 'spent';

export const codeMinutes = 15;
export const codeTries = 5;

const kinds = { claim: 'claim_code', join: 'join_code', sign_in: 'sign_in_code' } as const;

interface OpenCode {
  id: string;
  nonce: string;
  keyId: number;
}

/**
 * Codes of six digits that are mailed as proof. They are stored nowhere: made again when the mail is written and when one is typed.
 * Tries are counted by address, alike whether a code was mailed or not, so that counting tells nothing.
 */
@Injectable()
export class Codes {
  constructor(
    private readonly ring: KeyRing,
    private readonly limits: Limits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether one more may be mailed to this address; counts it. To be asked alike for addresses that we do not know. */
  async mayMail(about: CodeAbout): Promise<boolean> {
    const key = this.keyOf(about);
    const [inAWhile, inADay] = await Promise.all([
      this.limits.take('codeMails', ...key),
      this.limits.take('codeMailsOfDay', ...key),
    ]);
    return !inAWhile.isOver && !inADay.isOver;
  }

  /** Owes the mail with a new code, in the caller's transaction; an older code is void. @returns the notice's id */
  async mail(tx: Connection, about: CodeToMail): Promise<string> {
    const { purpose, subjectId, accountId, emailNormalized, email, hubId = null } = about;
    const hash = this.hashOf(emailNormalized);
    await query(
      tx,
      `update mailed_codes set used_at = now() where address_hash = decode($1, 'hex') and purpose = $2
         and subject_id is not distinct from $3::bigint and used_at is null`,
      [hash, purpose, subjectId],
    );
    const [code] = await query<{ id: string; expiresAt: Date | string }>(
      tx,
      `insert into mailed_codes (purpose, subject_id, account_id, address_hash, nonce, key_id, expires_at)
       values ($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'), $6, now() + make_interval(mins => $7))
       returning id::text, expires_at as "expiresAt"`,
      [purpose, subjectId, accountId, hash, randomBytes(16).toString('hex'), this.ring.newest, codeMinutes],
    );
    if (!code) throw new Error('The code was not written');
    const uselessAt = new Date(code.expiresAt);
    return oweNotice(tx, { accountId, kind: kinds[purpose], hubId, subjectId: code.id, email, uselessAt });
  }

  /** A right code is used up; a wrong one costs a try. `spent`: no tries are left until the next code, whatever is typed. */
  async check(tx: Connection, about: CodeAbout, typed: string): Promise<CodeVerdict> {
    const key = this.keyOf(about);
    if ((await this.limits.take('codeTries', ...key)).isOver) return 'spent';
    const open = await this.tryOpenOne(tx, about);
    const digits = typed.replace(/\D/g, '');
    if (!open || !isSame(digits, digitsOf(this.ring, { ...open, nonce: Buffer.from(open.nonce, 'hex') })))
      return (await this.limits.isSpent('codeTries', ...key)) ? 'spent' : 'wrong';
    const used = await query(
      tx,
      'update mailed_codes set used_at = now() where id = $1 and used_at is null returning id',
      [open.id],
    );
    if (used.length === 0) return 'wrong';
    await this.limits.forget('codeTries', ...key);
    return 'right';
  }

  /** A new code begins new tries; how many may be mailed is limited. */
  async startAnew(about: CodeAbout): Promise<void> {
    await this.limits.forget('codeTries', ...this.keyOf(about));
  }

  /** The latest code that is open, with one of its own tries taken. */
  private async tryOpenOne(tx: Connection, { purpose, subjectId, emailNormalized }: CodeAbout) {
    const [open] = await query<OpenCode>(
      tx,
      `update mailed_codes set tries = tries + 1 where id = (
         select id from mailed_codes where address_hash = decode($1, 'hex') and purpose = $2
           and subject_id is not distinct from $3::bigint and used_at is null and expires_at > now() order by id desc limit 1)
         and tries < $4
       returning id::text, encode(nonce, 'hex') as nonce, key_id as "keyId"`,
      [this.hashOf(emailNormalized), purpose, subjectId, codeTries],
    );
    return open ?? null;
  }

  private hashOf(emailNormalized: string): string {
    return hashAddress(emailNormalized, this.config.addressKey).toString('hex');
  }

  private keyOf({ purpose, subjectId, emailNormalized }: CodeAbout): string[] {
    return [purpose, subjectId ?? '', emailNormalized];
  }
}

/** In constant time; what is not six digits long is no code. */
const isSame = (typed: string, code: string) =>
  typed.length === code.length && timingSafeEqual(Buffer.from(typed), Buffer.from(code));
