import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { receiveFile } from '../imports/multipart.js';
import { Id } from '../list.js';
import { SuppressionFiles } from './list-file.service.js';
import { NewSuppression, RemoveSuppression, SuppressionsQuery } from './suppressions.schemas.js';
import { Suppressions } from './suppressions.service.js';

@Controller()
@Roles('agent', 'ops', 'admin')
@AllAccounts()
export class SuppressionsController {
  constructor(
    private readonly suppressions: Suppressions,
    private readonly files: SuppressionFiles,
  ) {}

  @Get('suppressions')
  list(@CurrentActor() actor: RequestActor, @Query({ schema: SuppressionsQuery }) query: SuppressionsQuery) {
    return this.suppressions.list(actor, query);
  }

  @Get('suppressions.csv')
  csv(@CurrentActor() actor: RequestActor, @Query({ schema: SuppressionsQuery }) { filter }: SuppressionsQuery) {
    return this.files.csv(actor, filter);
  }

  @Post('suppressions')
  @Audited('suppression.added')
  add(@CurrentActor() actor: RequestActor, @Body({ schema: NewSuppression }) body: NewSuppression) {
    return this.suppressions.add(actor, body);
  }

  @Post('suppressions/import')
  @HttpCode(200)
  @Audited('suppressions.imported')
  take(@CurrentActor() actor: RequestActor, @Req() request: Request) {
    return receiveFile(request, (file) => this.files.take(actor, file));
  }

  @Post('suppressions/:id/remove')
  @HttpCode(200)
  @Audited('suppression.removed')
  remove(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RemoveSuppression }) body: RemoveSuppression,
  ) {
    return this.suppressions.remove(actor, id, body);
  }
}
