import { Controller, Get } from '@nestjs/common';
import { staffRoles } from '../../../domain/accounts/roles.js';
import { AllAccounts, Roles } from '../auth/access.js';
import { SystemService } from './system.service.js';

@Controller('system')
export class SystemController {
  constructor(private readonly system: SystemService) {}

  @Get()
  @Roles(...staffRoles)
  @AllAccounts()
  get() {
    return this.system.get();
  }
}
