import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { type ActorRequest, Audited, Public } from '../auth/access.js';
import { InvitationsService } from './invitations.service.js';
import { AcceptInvitation, InvitationToken } from './users.schemas.js';

/** Public: whoever holds the link. */
@Controller('invitations')
@Public()
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get(':token')
  get(@Param('token', { schema: InvitationToken }) token: string) {
    return this.invitations.get(token);
  }

  @Post(':token/accept')
  @HttpCode(200)
  @Audited('user.joined')
  accept(
    @Param('token', { schema: InvitationToken }) token: string,
    @Body({ schema: AcceptInvitation }) body: AcceptInvitation,
    @Req() request: ActorRequest,
  ) {
    return this.invitations.accept(token, body, request.id);
  }
}
