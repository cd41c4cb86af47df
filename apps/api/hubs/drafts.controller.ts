import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { CurrentActor, NotAudited, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { InvitationDraft } from './drafts.schemas.js';
import { InvitationDrafts } from './drafts.service.js';

@Controller()
@Roles('agent')
export class DraftsController {
  constructor(private readonly drafts: InvitationDrafts) {}

  @Get('hubs/:id/invitation-draft')
  get(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.drafts.get(actor, id);
  }

  @Put('hubs/:id/invitation-draft')
  @NotAudited('words that nobody reads before they are sent, and sending is audited')
  save(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: InvitationDraft }) body: InvitationDraft,
  ) {
    return this.drafts.save(actor, id, body);
  }
}
