import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Audited, CurrentActor, Idempotent, NotAudited, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { InvitationMails } from './invitation-mails.service.js';
import { NewInvitation, PreviewInvitation, Resend, Revoke } from './invitations.schemas.js';
import { HubInvitations } from './invitations.service.js';

/** What may be asked of invitations. Those that lead to a mail answer 202: the mail itself is sent elsewhere. */
@Controller()
@Roles('agent')
export class HubInvitationsController {
  constructor(
    private readonly invitations: HubInvitations,
    private readonly mails: InvitationMails,
  ) {}

  @Post('hubs/:id/invitations')
  @HttpCode(202)
  @Idempotent()
  @Audited('invitation.created')
  invite(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewInvitation }) body: NewInvitation,
  ) {
    return this.invitations.invite(actor, id, body);
  }

  @Post('hubs/:id/invitations/preview')
  @HttpCode(200)
  @NotAudited('only looks at the mail that would be sent')
  preview(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PreviewInvitation }) body: PreviewInvitation,
  ) {
    return this.mails.preview(actor, id, body);
  }

  @Post('hubs/:id/invitations/test')
  @HttpCode(200)
  @Audited('invitation.tested')
  test(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PreviewInvitation }) body: PreviewInvitation,
  ) {
    return this.mails.test(actor, id, body);
  }

  @Get('hub-invitations/:id')
  get(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.invitations.get(actor, id);
  }

  @Post('hub-invitations/:id/resend')
  @HttpCode(202)
  @Idempotent()
  @Audited('invitation.resent')
  resend(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Resend }) body: Resend,
  ) {
    return this.invitations.resend(actor, id, body);
  }

  @Post('hub-invitations/:id/revoke')
  @HttpCode(202)
  @Audited('invitation.revoked')
  revoke(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Revoke }) { reason }: Revoke,
  ) {
    return this.invitations.revoke(actor, id, reason);
  }

  @Post('hub-invitations/:id/remind')
  @HttpCode(202)
  @Idempotent()
  @Audited('invitation.reminder_asked')
  remind(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.invitations.remind(actor, id);
  }

  @Post('hub-invitations/:id/link')
  @HttpCode(200)
  @Audited('invitation.link_copied')
  link(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.invitations.link(actor, id);
  }
}
