import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Body, Controller, Get, Param, Post, Put, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AllAccounts, Audited, CurrentActor, Idempotent, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { ImportsQuery, MappingChange, PreviewQuery, RowNumber } from './imports.schemas.js';
import { Imports } from './imports.service.js';
import { Intake } from './intake.service.js';
import { Mappings } from './mapping.service.js';
import { Previews } from './preview.service.js';

/** A list of invented guests, beside the compiled code as beside the source. */
const sampleFile = join(process.cwd(), 'database/sample/spring-open-house.csv');

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

  /** As messy as real ones: other encoding, other delimiter, lines above the header. */
  @Get('sample.csv')
  sample(@Res({ passthrough: true }) response: Response) {
    response.setHeader('Content-Disposition', `attachment; filename="${basename(sampleFile)}"`);
    return new StreamableFile(createReadStream(sampleFile), { type: 'text/csv; charset=windows-1252' });
  }

  @Get(':id')
  get(@Param('id', { schema: Id }) id: string, @CurrentActor() actor: RequestActor) {
    return this.imports.get(id, actor);
  }

  @Get(':id/undo-preview')
  undoPreview(@Param('id', { schema: Id }) id: string) {
    return this.imports.undoPreview(id);
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
