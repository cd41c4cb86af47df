import { Body, Controller, Get, Patch } from '@nestjs/common';
import { Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { ChangeSender } from './sender.schemas.js';
import { SenderService } from './sender.service.js';

/** Who the account is to the people it writes to. */
@Controller('sender')
@Roles('agent')
export class SenderController {
  constructor(private readonly sender: SenderService) {}

  @Get()
  get(@CurrentActor() actor: RequestActor) {
    return this.sender.get(actor);
  }

  @Patch()
  @Audited('account.sender_changed')
  change(@CurrentActor() actor: RequestActor, @Body({ schema: ChangeSender }) body: ChangeSender) {
    return this.sender.change(actor, body);
  }
}
