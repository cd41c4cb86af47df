import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { DismissInbound, InboundQuery, RevealInbound } from './inbound.schemas.js';
import { InboundEvents } from './inbound.service.js';
import { InboundRefusals } from './refusals.service.js';

/** What came back from mails. Support reads; operations say what becomes of what no rule could place. */
@Controller('inbound-events')
@Roles('support', 'ops', 'admin')
@AllAccounts()
export class InboundEventsController {
  constructor(
    private readonly events: InboundEvents,
    private readonly refusals: InboundRefusals,
  ) {}

  @Get()
  list(@CurrentActor() actor: RequestActor, @Query({ schema: InboundQuery }) query: InboundQuery) {
    return this.events.list(actor, query);
  }

  @Get('refused')
  refused() {
    return this.refusals.list();
  }

  @Get(':id')
  get(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.events.get(actor, id);
  }

  @Post(':id/reveal')
  @HttpCode(200)
  @Audited('inbound_event.revealed')
  reveal(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RevealInbound }) body: RevealInbound,
  ) {
    return this.events.reveal(actor, id, body);
  }

  @Post(':id/dismiss')
  @HttpCode(200)
  @Roles('ops', 'admin')
  @Audited('inbound_event.dismissed')
  dismiss(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: DismissInbound }) body: DismissInbound,
  ) {
    return this.events.dismiss(actor, id, body);
  }

  @Post(':id/apply')
  @HttpCode(200)
  @Roles('ops', 'admin')
  @Audited('inbound_event.retried')
  apply(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.events.apply(actor, id);
  }
}
