import { Body, Get, Param, Post, Query, Req } from '@nestjs/common';
import { type ActorRequest, NotAudited } from '../auth/access.js';
import { Id } from '../list.js';
import { CoOwners } from './co-owners.service.js';
import { HomeownerPages } from './homeowner-pages.js';
import { HomeHubs } from './hub.service.js';
import { LeavingService } from './leaving.service.js';

type Form = Record<string, unknown>;

const inHistory = 'a homeowner’s own doing: it stands in the history of the Hub';
const ownAudit = 'writes its audit event itself when it did something; otherwise the page is shown again';

/** Stands after all other pages under /h: any number may be a Hub. */
@HomeownerPages('h')
export class HubController {
  constructor(
    private readonly hubs: HomeHubs,
    private readonly coOwners: CoOwners,
    private readonly leaving: LeavingService,
  ) {}

  @Get()
  index(@Req() request: ActorRequest) {
    return this.hubs.index(request);
  }

  @Get(':hubId')
  show(@Req() request: ActorRequest, @Param('hubId', { schema: Id }) hubId: string, @Query('done') done: unknown) {
    return this.hubs.show(request, hubId, done);
  }

  @Post(':hubId/questions')
  @NotAudited(inHistory)
  ask(@Req() request: ActorRequest, @Param('hubId', { schema: Id }) hubId: string, @Body() body: Form) {
    return this.hubs.ask(request, hubId, body ?? {});
  }

  @Get(':hubId/home')
  showCorrection(@Req() request: ActorRequest, @Param('hubId', { schema: Id }) hubId: string) {
    return this.hubs.showCorrection(request, hubId);
  }

  @Post(':hubId/home')
  @NotAudited(inHistory)
  correct(@Req() request: ActorRequest, @Param('hubId', { schema: Id }) hubId: string, @Body() body: Form) {
    return this.hubs.correct(request, hubId, body ?? {});
  }

  @Post(':hubId/co-owner')
  @NotAudited(ownAudit)
  inviteCoOwner(@Req() request: ActorRequest, @Param('hubId', { schema: Id }) hubId: string, @Body() body: Form) {
    return this.coOwners.invite(request, hubId, body ?? {});
  }

  @Get(':hubId/leave')
  showLeave(@Req() request: ActorRequest, @Param('hubId', { schema: Id }) hubId: string) {
    return this.leaving.show(request, hubId);
  }

  @Post(':hubId/leave')
  @NotAudited(ownAudit)
  leave(@Req() request: ActorRequest, @Param('hubId', { schema: Id }) hubId: string, @Body() body: Form) {
    return this.leaving.leave(request, hubId, body ?? {});
  }
}
