import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Choice } from '../imports/rows.schemas.js';
import { Id } from '../list.js';
import { Connections } from './connections.service.js';
import { DismissProblems, ProblemEdit, ProblemsQuery, RetryProblems } from './problems.schemas.js';
import { Problems } from './problems.service.js';

/** Records that a person has to look at, and what people do about them. */
@Controller('connections/:id/problems')
@Roles('agent', 'support', 'admin')
@AllAccounts()
export class ProblemsController {
  constructor(
    private readonly problems: Problems,
    private readonly connections: Connections,
  ) {}

  @Get()
  @Roles('agent', 'support', 'ops', 'admin')
  list(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: ProblemsQuery }) query: ProblemsQuery,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.problems.list(id, query, actor);
  }

  @Post('retry')
  @HttpCode(202)
  @Audited('connection.problems_retried')
  async retry(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RetryProblems }) body: RetryProblems,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.problems.retry(id, body, actor);
    return this.connections.get(id, actor);
  }

  @Post('dismiss')
  @HttpCode(200)
  @Audited('connection.problems_dismissed')
  async dismiss(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: DismissProblems }) body: DismissProblems,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.problems.dismiss(id, body, actor);
    return this.connections.get(id, actor);
  }

  @Get(':problemId')
  @Roles('agent', 'support', 'ops', 'admin')
  get(
    @Param('id', { schema: Id }) id: string,
    @Param('problemId', { schema: Id }) problemId: string,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.problems.get(id, problemId, actor);
  }

  @Patch(':problemId')
  @Audited('connection.problem_edited')
  async edit(
    @Param('id', { schema: Id }) id: string,
    @Param('problemId', { schema: Id }) problemId: string,
    @Body({ schema: ProblemEdit }) edit: ProblemEdit,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.problems.edit(id, problemId, edit, actor);
    return this.problems.get(id, problemId, actor);
  }

  @Post(':problemId/choose')
  @HttpCode(200)
  @Audited('connection.match_chosen')
  async choose(
    @Param('id', { schema: Id }) id: string,
    @Param('problemId', { schema: Id }) problemId: string,
    @Body({ schema: Choice }) { contactId }: Choice,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.problems.choose(id, problemId, contactId, actor);
    return this.problems.get(id, problemId, actor);
  }
}
