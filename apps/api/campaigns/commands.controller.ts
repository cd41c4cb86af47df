import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Audited, CurrentActor, Idempotent, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { Approve, ChangeRate, CommandReason } from './campaigns.schemas.js';
import { Campaigns } from './campaigns.service.js';
import { CampaignCommands } from './commands.service.js';

/** What may be asked of a campaign. Each answers 202 with the campaign: the work itself is done elsewhere. */
@Controller('campaigns/:id')
@Roles('agent')
export class CampaignCommandsController {
  constructor(
    private readonly commands: CampaignCommands,
    private readonly campaigns: Campaigns,
  ) {}

  @Post('refreeze')
  @HttpCode(202)
  @Idempotent()
  @Audited('campaign.refreeze_started')
  async refreeze(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    await this.commands.refreeze({ campaignId: id, actor });
    return this.campaigns.get(id);
  }

  @Post('approve')
  @HttpCode(202)
  @Idempotent()
  @Audited('campaign.approved')
  async approve(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Approve }) { digest }: Approve,
  ) {
    await this.commands.approve({ campaignId: id, actor }, digest);
    return this.campaigns.get(id);
  }

  @Post('pause')
  @HttpCode(202)
  @Idempotent()
  @Audited('campaign.paused')
  async pause(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CommandReason }) { reason }: CommandReason,
  ) {
    await this.commands.pause({ campaignId: id, actor, reason });
    return this.campaigns.get(id);
  }

  @Post('resume')
  @HttpCode(202)
  @Idempotent()
  @Audited('campaign.resumed')
  async resume(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    await this.commands.resume({ campaignId: id, actor });
    return this.campaigns.get(id);
  }

  @Post('cancel')
  @HttpCode(202)
  @Idempotent()
  @Audited('campaign.cancelled')
  async cancel(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CommandReason }) { reason }: CommandReason,
  ) {
    await this.commands.cancel({ campaignId: id, actor, reason });
    return this.campaigns.get(id);
  }

  @Put('rate')
  @HttpCode(202)
  @Audited('campaign.rate_changed')
  async setRate(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ChangeRate }) body: ChangeRate,
  ) {
    await this.commands.setRate({ campaignId: id, actor }, body);
    return this.campaigns.get(id);
  }
}
