import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Sse, UseGuards } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, Idempotent, type RequestActor, Roles } from '../auth/access.js';
import { PageQuery } from '../hubs/hubs.schemas.js';
import { Id } from '../list.js';
import { CampaignExists } from './campaign-exists.guard.js';
import {
  CampaignsQuery,
  CandidatesQuery,
  ChangeCampaign,
  NewCampaign,
  PreviewQuery,
  RecipientsQuery,
  TestCampaign,
} from './campaigns.schemas.js';
import { Campaigns } from './campaigns.service.js';
import { CampaignCandidates } from './candidates.service.js';
import { LiveCampaigns } from './live.service.js';
import { CampaignMails } from './mails.service.js';
import { CampaignRecipients } from './recipients.service.js';
import { CampaignTimelines } from './timeline.service.js';

/** Making campaigns, reviewing them, watching them. */
@Controller('campaigns')
@Roles('agent', 'support', 'ops', 'admin')
@AllAccounts()
export class CampaignsController {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly candidates: CampaignCandidates,
    private readonly recipients: CampaignRecipients,
    private readonly timelines: CampaignTimelines,
    private readonly mails: CampaignMails,
    private readonly live: LiveCampaigns,
  ) {}

  @Get()
  list(@CurrentActor() actor: RequestActor, @Query({ schema: CampaignsQuery }) query: CampaignsQuery) {
    return this.campaigns.list(actor, query);
  }

  @Post()
  @Roles('agent')
  @Idempotent()
  @Audited('campaign.created')
  create(@CurrentActor() actor: RequestActor, @Body({ schema: NewCampaign }) body: NewCampaign) {
    return this.campaigns.create(actor, body);
  }

  @Get(':id')
  get(@Param('id', { schema: Id }) id: string) {
    return this.campaigns.get(id);
  }

  @Put(':id')
  @Roles('agent')
  @Audited('campaign.changed')
  change(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ChangeCampaign }) body: ChangeCampaign,
  ) {
    return this.campaigns.change(actor, id, body);
  }

  @Get(':id/candidates')
  listCandidates(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: CandidatesQuery }) query: CandidatesQuery,
  ) {
    return this.candidates.list(actor, id, query);
  }

  @Get(':id/preview')
  preview(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: PreviewQuery }) query: PreviewQuery,
  ) {
    return this.mails.preview(actor, id, query);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Roles('agent')
  @Audited('campaign.tested')
  test(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TestCampaign }) body: TestCampaign,
  ) {
    return this.mails.test(actor, id, body);
  }

  @Get(':id/recipients')
  listRecipients(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: RecipientsQuery }) query: RecipientsQuery,
  ) {
    return this.recipients.list(actor, id, query);
  }

  @Get(':id/recipients/:contactId')
  recipient(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Param('contactId', { schema: Id }) contactId: string,
  ) {
    return this.timelines.ofRecipient(actor, id, contactId);
  }

  @Get(':id/timeline')
  timeline(@Param('id', { schema: Id }) id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.timelines.timeline(id, query);
  }

  @Sse(':id/events')
  @UseGuards(CampaignExists)
  follow(@Param('id', { schema: Id }) id: string) {
    return this.live.follow(id);
  }
}
