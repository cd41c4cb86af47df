import { Body, Controller, Get, Header, Param, Post, Put, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { AllAccounts, Audited, CurrentActor, Idempotent, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { ImportsQuery, MappingChange, PreviewQuery, RowNumber } from './imports.schemas.js';
import { Imports } from './imports.service.js';
import { Intake } from './intake.service.js';
import { Mappings } from './mapping.service.js';
import { Previews } from './preview.service.js';
import { sampleCsv } from './sample.js';

/** Taking files in, mapping them, looking at them. */
@Controller('imports')
@Roles('agent', 'support', 'ops', 'admin')
@AllAccounts()
export class ImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly intake: Intake,
    private readonly mappings: Mappings,
    private readonly previews: Previews,
  ) {}

  @Post()
  @Roles('agent')
  @Idempotent()
  @Audited('import.created')
  create(@Req() request: Request, @CurrentActor() actor: RequestActor) {
    return this.intake.take(request, actor);
  }

  @Get()
  list(@Query({ schema: ImportsQuery }) query: ImportsQuery, @CurrentActor() actor: RequestActor) {
    return this.imports.list(query, actor);
  }

  @Get('fields')
  fields(@CurrentActor() actor: RequestActor) {
    return this.imports.fields(actor);
  }

  @Get('sample.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="contacts-sample.csv"')
  sample() {
    return sampleCsv;
  }

  @Get(':id')
  get(@Param('id', { schema: Id }) id: string, @CurrentActor() actor: RequestActor) {
    return this.imports.get(id, actor);
  }

  @Put(':id/mapping')
  @Audited('import.mapping_changed')
  async map(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: MappingChange }) change: MappingChange,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.mappings.change(id, change, actor);
    return this.imports.get(id, actor);
  }

  @Get(':id/preview')
  preview(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: PreviewQuery }) { rows }: PreviewQuery,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.previews.head(id, rows, actor);
  }

  @Get(':id/preview/:nth')
  previewRow(
    @Param('id', { schema: Id }) id: string,
    @Param('nth', { schema: RowNumber }) nth: number,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.previews.row(id, nth, actor);
  }
}
