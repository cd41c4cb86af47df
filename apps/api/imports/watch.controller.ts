import { Body, Controller, Get, HttpCode, Param, Post, Sse, UseGuards } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { ImportExists } from './import-exists.guard.js';
import { Reveal, RetryNow } from './imports.schemas.js';
import { LiveImports } from './live.service.js';
import { Reveals } from './reveals.js';
import { ImportSupport } from './support.service.js';
import { Timelines } from './timeline.service.js';

/** Watching an import: as it moves, what ran, and what support can do about it. */
@Controller('imports')
@Roles('agent', 'support', 'ops', 'admin')
@AllAccounts()
export class ImportWatchController {
  constructor(
    private readonly live: LiveImports,
    private readonly timelines: Timelines,
    private readonly reveals: Reveals,
    private readonly support: ImportSupport,
  ) {}

  @Get('needs-someone')
  @Roles('support', 'ops', 'admin')
  needsSomeone(@CurrentActor() actor: RequestActor) {
    return this.support.needsSomeone(actor);
  }

  @Sse(':id/events')
  @UseGuards(ImportExists)
  follow(@Param('id', { schema: Id }) id: string) {
    return this.live.follow(id);
  }

  @Get(':id/timeline')
  timeline(@Param('id', { schema: Id }) id: string) {
    return this.timelines.timeline(id);
  }

  @Get(':id/batches')
  batches(@Param('id', { schema: Id }) id: string) {
    return this.timelines.batches(id);
  }

  @Post(':id/retry-now')
  @HttpCode(202)
  @Roles('support', 'admin')
  @Audited('import.retried_now')
  retryNow(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RetryNow }) body: RetryNow,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.support.retryNow(id, body, actor);
  }

  @Post(':id/reveal')
  @HttpCode(200)
  @Roles('support', 'ops', 'admin')
  @Audited('import.revealed')
  reveal(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Reveal }) { reason }: Reveal,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.reveals.grant(id, reason, actor);
  }
}
