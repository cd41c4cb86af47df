import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { SendingHealthService } from './health.service.js';
import { SendingHolds } from './holds.service.js';
import { SendingLimitsService } from './limits.service.js';
import { HealthQuery, HoldsQuery, NewHold, NewLimit, ReleaseHold, UnknownQuery, WhyQuery } from './sending.schemas.js';
import { UnknownMails } from './unknown.service.js';
import { WhyNot } from './why.service.js';

/** Whether and how fast the platform sends, and what keeps it from sending. Support reads; operations and administrators decide. */
@Controller('sending')
@Roles('support', 'ops', 'admin')
@AllAccounts()
export class SendingController {
  constructor(
    private readonly holds: SendingHolds,
    private readonly limits: SendingLimitsService,
    private readonly sendingHealth: SendingHealthService,
    private readonly unknownMails: UnknownMails,
    private readonly whyNot: WhyNot,
  ) {}

  @Get('holds')
  listHolds(@Query({ schema: HoldsQuery }) query: HoldsQuery) {
    return this.holds.list(query);
  }

  @Post('holds')
  @Roles('ops', 'admin')
  @Audited('sending_hold.placed')
  place(@CurrentActor() actor: RequestActor, @Body({ schema: NewHold }) body: NewHold) {
    return this.holds.place(actor, body);
  }

  @Post('holds/:id/release')
  @HttpCode(200)
  @Roles('ops', 'admin')
  @Audited('sending_hold.released')
  release(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReleaseHold }) body: ReleaseHold,
  ) {
    return this.holds.release(actor, id, body);
  }

  @Get('limits')
  listLimits() {
    return this.limits.list();
  }

  @Put('limits')
  @Roles('ops', 'admin')
  @Audited('sending_limit.set')
  setLimit(@CurrentActor() actor: RequestActor, @Body({ schema: NewLimit }) body: NewLimit) {
    return this.limits.set(actor, body);
  }

  @Get('health')
  health(@Query({ schema: HealthQuery }) query: HealthQuery) {
    return this.sendingHealth.get(query);
  }

  @Get('unknown')
  unknown(@CurrentActor() actor: RequestActor, @Query({ schema: UnknownQuery }) query: UnknownQuery) {
    return this.unknownMails.list(actor, query);
  }

  @Get('why')
  why(@Query({ schema: WhyQuery }) query: WhyQuery) {
    return this.whyNot.find(query);
  }
}
