import { Controller, Get, Sse } from '@nestjs/common';
import { roles } from '../../../domain/accounts/roles.js';
import { AllAccounts, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { EventsService } from './events.service.js';

@Controller()
@Roles(...roles)
@AllAccounts()
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get('engine')
  engine(@CurrentActor() actor: RequestActor) {
    return this.events.engineOf(actor);
  }

  @Sse('events')
  follow(@CurrentActor() actor: RequestActor) {
    return this.events.follow(actor);
  }
}
