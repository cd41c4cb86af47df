import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { FailedRows } from './failed-rows.service.js';
import { RowNumber } from './imports.schemas.js';
import { receiveFile } from './multipart.js';
import { RowEdits } from './row-edits.service.js';
import { Choice, Dismissal, DismissMany, FixMany, RowEdit, RowsQuery } from './rows.schemas.js';
import { ImportRows } from './rows.service.js';

/** The rows of an import, and what people do about the failed ones. */
@Controller('imports/:id')
@Roles('agent', 'support', 'admin')
@AllAccounts()
export class ImportRowsController {
  constructor(
    private readonly rows: ImportRows,
    private readonly edits: RowEdits,
    private readonly failedRows: FailedRows,
  ) {}

  @Get('rows')
  @Roles('agent', 'support', 'ops', 'admin')
  list(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: RowsQuery }) query: RowsQuery,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.rows.list(id, query, actor);
  }

  @Post('rows/fix')
  @HttpCode(200)
  @Audited('import.rows_fixed')
  fix(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: FixMany }) fix: FixMany,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.edits.fix(id, fix, actor);
  }

  @Post('rows/dismiss')
  @HttpCode(200)
  @Audited('import.rows_dismissed')
  dismissMany(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: DismissMany }) body: DismissMany,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.edits.dismiss(id, body, actor);
  }

  @Get('rows/:rowNumber')
  @Roles('agent', 'support', 'ops', 'admin')
  get(
    @Param('id', { schema: Id }) id: string,
    @Param('rowNumber', { schema: RowNumber }) rowNumber: number,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.rows.get(id, rowNumber, actor);
  }

  @Patch('rows/:rowNumber')
  @Audited('import.row_edited')
  async edit(
    @Param('id', { schema: Id }) id: string,
    @Param('rowNumber', { schema: RowNumber }) rowNumber: number,
    @Body({ schema: RowEdit }) edit: RowEdit,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.edits.edit(id, rowNumber, edit, actor);
    return this.rows.get(id, rowNumber, actor);
  }

  @Post('rows/:rowNumber/dismiss')
  @HttpCode(200)
  @Audited('import.rows_dismissed')
  async dismiss(
    @Param('id', { schema: Id }) id: string,
    @Param('rowNumber', { schema: RowNumber }) rowNumber: number,
    @Body({ schema: Dismissal }) { reason }: Dismissal,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.edits.dismiss(id, { rowNumbers: [rowNumber], reason }, actor);
    return this.rows.get(id, rowNumber, actor);
  }

  @Post('rows/:rowNumber/choose')
  @HttpCode(200)
  @Audited('import.match_chosen')
  async choose(
    @Param('id', { schema: Id }) id: string,
    @Param('rowNumber', { schema: RowNumber }) rowNumber: number,
    @Body({ schema: Choice }) { contactId }: Choice,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.edits.choose(id, rowNumber, contactId, actor);
    return this.rows.get(id, rowNumber, actor);
  }

  @Get('failed-rows.csv')
  async download(
    @Param('id', { schema: Id }) id: string,
    @CurrentActor() actor: RequestActor,
    @Res({ passthrough: true }) response: Response,
  ) {
    response.setHeader('Content-Disposition', `attachment; filename="import-${id}-failed-rows.csv"`);
    return new StreamableFile(await this.failedRows.download(id, actor), { type: 'text/csv; charset=utf-8' });
  }

  @Post('failed-rows.csv')
  @HttpCode(200)
  @Audited('import.failed_rows_uploaded')
  upload(@Param('id', { schema: Id }) id: string, @Req() request: Request, @CurrentActor() actor: RequestActor) {
    return receiveFile(request, (file) => this.failedRows.upload(id, file, actor));
  }
}
