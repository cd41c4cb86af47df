import { Controller, Get, Query, Sse } from '@nestjs/common';
import { z } from 'zod';
import { roles } from '../../../domain/accounts/roles.js';
import { AllAccounts, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { listQuery } from '../list.js';
import { AuditQuery } from './audit.schemas.js';
import { AuditService } from './audit.service.js';
import { AuditCheck } from './check.service.js';
import { AuditHeads } from './heads.service.js';

const HeadsQuery = listQuery(['day'], z.strictObject({}));
type HeadsQuery = z.infer<typeof HeadsQuery>;

/** Account 0 is the platform's own chain. */
const CheckQuery = z.object({ accountId: z.string().regex(/^\d{1,18}$/, 'An id is a number.').default('0') }); // prettier-ignore
type CheckQuery = z.infer<typeof CheckQuery>;

@Controller('audit')
@AllAccounts()
export class AuditController {
  constructor(
    private readonly audit: AuditService,
    private readonly heads: AuditHeads,
    private readonly checks: AuditCheck,
  ) {}

  @Get()
  @Roles(...roles)
  list(@CurrentActor() actor: RequestActor, @Query({ schema: AuditQuery }) query: AuditQuery) {
    return this.audit.list(actor, query);
  }

  @Get('heads')
  @Roles('support', 'ops', 'admin')
  listHeads(@Query({ schema: HeadsQuery }) query: HeadsQuery) {
    return this.heads.list(query);
  }

  @Sse('check')
  @Roles('support', 'ops', 'admin')
  check(@Query({ schema: CheckQuery }) { accountId }: CheckQuery) {
    return this.checks.watch(accountId);
  }
}
