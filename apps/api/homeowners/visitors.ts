import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request } from 'express';
import { Pool } from 'pg';
import { platformChain } from '../../../domain/audit/events.js';
import { isMachine } from '../../../domain/homeowners/machines.js';
import { networkOf } from '../../../domain/homeowners/networks.js';
import { recordAudit } from '../../../database/record-audit.js';
import type { Config } from '../../../integrations/config.js';
import { CONFIG } from '../config.js';
import { Limits } from './limits.js';

const hereOnly = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Who comes from where: people or machines, and places from which too many links are tried. */
@Injectable()
export class Visitors {
  private readonly logger = new Logger('Visitors');
  private readonly isSecure: boolean;

  constructor(
    private readonly limits: Limits,
    private readonly pool: Pool,
    @Inject(CONFIG) config: Config,
  ) {
    const { protocol, hostname } = new URL(config.publicUrl);
    this.isSecure = protocol === 'https:' || hereOnly.has(hostname);
  }

  isMachine(request: Request): boolean {
    return isMachine({ method: request.method, headers: request.headers, isSecure: this.isSecure });
  }

  /** The address of the internet that a request came from. */
  placeOf(request: Request): string {
    return request.ip ?? 'unknown';
  }

  /** Whether so many wrong links came from there, or from its network, that right ones are not answered either. */
  async isShutOut(request: Request): Promise<boolean> {
    const place = this.placeOf(request);
    const spent = await Promise.all([
      this.limits.isSpent('miss', place),
      this.limits.isSpent('missOfNetwork', networkOf(place)),
    ]);
    return spent.includes(true);
  }

  /** A link that is no good. Many of them from everywhere raise the alarm, once in ten minutes. */
  async countMiss(request: Request): Promise<void> {
    const place = this.placeOf(request);
    const [, , all] = await Promise.all([
      this.limits.take('miss', place),
      this.limits.take('missOfNetwork', networkOf(place)),
      this.limits.take('missAlarm'),
    ]);
    if (all.count === missesOfAlarm) await this.raiseAlarm(all.count);
  }

  /** How many different invitations were opened from there lately, this one included. */
  async countSiblings(request: Request, invitationId: string): Promise<void> {
    const place = this.placeOf(request);
    const { count } = await this.limits.take('opened', place, invitationId);
    if (count === 1) await this.limits.take('siblings', place);
  }

  hasManySiblings(request: Request): Promise<boolean> {
    return this.limits.isSpent('siblings', this.placeOf(request));
  }

  private async raiseAlarm(misses: number): Promise<void> {
    this.logger.warn({ misses }, 'many links that are no good were tried: somebody may be guessing');
    await recordAudit(this.pool, {
      accountId: platformChain,
      actor: { kind: 'system', id: null, role: null },
      action: 'links.misses_alarm',
      subject: { kind: 'platform', id: '0' },
      after: { misses, minutes: 10 },
    });
  }
}

/** In ten minutes, from everywhere. */
const missesOfAlarm = 100;
