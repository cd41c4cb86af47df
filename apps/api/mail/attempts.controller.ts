import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { SendAttempts } from './attempts.service.js';
import { SettleAttempt } from './mail.schemas.js';

@Controller()
export class SendAttemptsController {
  constructor(private readonly attempts: SendAttempts) {}

  @Get('contacts/:id/mail')
  @Roles('agent')
  ofContact(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.attempts.ofContact(actor, id);
  }

  @Get('send-attempts/:id')
  @Roles('agent', 'support', 'ops')
  @AllAccounts()
  get(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.attempts.get(actor, id);
  }

  @Post('send-attempts/:id/settle')
  @HttpCode(200)
  @Roles('agent', 'ops')
  @AllAccounts()
  @Audited('send_attempt.settled')
  settle(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SettleAttempt }) body: SettleAttempt,
  ) {
    return this.attempts.settle(actor, id, body);
  }
}
