import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Reveal } from '../imports/imports.schemas.js';
import { Id } from '../list.js';
import { exportKinds } from './export-kinds.js';
import { CampaignExports } from './export.service.js';
import { CampaignReveals } from './reveals.service.js';

const ExportQuery = z.object({
  what: z.enum(exportKinds, `Say what is to be exported: ${exportKinds.join(', ')}.`).default('evidence'),
  format: z.enum(['csv', 'jsonl'], 'The formats are csv and jsonl.').default('csv'),
});
type ExportQuery = z.infer<typeof ExportQuery>;

/** Taking a campaign's evidence away, and seeing the people in it. */
@Controller('campaigns')
@AllAccounts()
export class CampaignExportController {
  constructor(
    private readonly exports: CampaignExports,
    private readonly reveals: CampaignReveals,
  ) {}

  @Get(':id/export')
  @Roles('agent', 'support', 'ops', 'admin')
  file(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: ExportQuery }) query: ExportQuery,
  ) {
    return this.exports.file(actor, id, query);
  }

  @Get(':id/reveal')
  @Roles('support', 'ops', 'admin')
  async isRevealed(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return { isMasked: await this.reveals.isMasked(actor, id) };
  }

  @Post(':id/reveal')
  @HttpCode(200)
  @Roles('support', 'ops', 'admin')
  @Audited('campaign.revealed')
  reveal(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Reveal }) { reason }: Reveal,
  ) {
    return this.reveals.grant(actor, id, reason);
  }
}
