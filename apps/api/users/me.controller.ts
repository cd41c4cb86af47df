import { Controller, Get } from '@nestjs/common';
import { roles } from '../../../domain/accounts/roles.js';
import { CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { MeService } from './me.service.js';

@Controller('me')
export class MeController {
  constructor(private readonly me: MeService) {}

  @Get()
  @Roles(...roles)
  get(@CurrentActor() actor: RequestActor) {
    return this.me.get(actor);
  }
}
