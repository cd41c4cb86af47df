import { Controller, Get, Query } from '@nestjs/common';
import { roles } from '../../../domain/accounts/roles.js';
import { AllAccounts, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { AuditQuery } from './audit.schemas.js';
import { AuditService } from './audit.service.js';

@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Roles(...roles)
  @AllAccounts()
  list(@CurrentActor() actor: RequestActor, @Query({ schema: AuditQuery }) query: AuditQuery) {
    return this.audit.list(actor, query);
  }
}
