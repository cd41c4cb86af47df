import { Injectable, type MessageEvent } from '@nestjs/common';
import { Pool } from 'pg';
import { from, type Observable } from 'rxjs';
import { checkChain, type ChainProgress } from '../../../database/check-chain.js';
import { describeBrokenLink } from '../../../database/verify-audit.js';
import { verifyHeads } from '../../../database/verify-heads.js';
import type { ChainCheck } from './audit.schemas.js';
import { AuditHeads } from './heads.service.js';

/** One account's chain computed again, event by event, and held to the daily heads outside of the database. */
@Injectable()
export class AuditCheck {
  constructor(
    private readonly pool: Pool,
    private readonly heads: AuditHeads,
  ) {}

  /** Events `progress` {checked, of} and at the end one `result`. */
  watch(accountId: string): Observable<MessageEvent> {
    return from(this.check(accountId));
  }

  async *check(accountId: string): AsyncGenerator<MessageEvent> {
    const run = checkChain(this.pool, accountId);
    let told = 0;
    for (;;) {
      const step = await run.next();
      if (!step.done) {
        if (Date.now() - told > 200) yield progress(step.value);
        told = Date.now();
        continue;
      }
      const { days, broken: cut, fileProblem } = await verifyHeads(this.pool, await this.heads.kept(), { accountId });
      const broken = step.value.broken ?? cut;
      const data: ChainCheck = {
        events: step.value.events,
        days,
        broken: broken && { seq: broken.seq, sentence: describeBrokenLink(broken) },
        fileProblem,
      };
      yield { type: 'result', data };
      return;
    }
  }
}

const progress = (data: ChainProgress): MessageEvent => ({ type: 'progress', data });
