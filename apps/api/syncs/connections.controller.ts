import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Redirect, Sse, UseGuards } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, Idempotent, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { Problem } from '../problem.js';
import { Connecting } from './connect.service.js';
import { ConnectionExists } from './connection-exists.guard.js';
import { Connections } from './connections.service.js';
import { LiveConnections } from './live.service.js';
import { ConnectionSettings } from './settings.service.js';
import { SignIn } from './sign-in.service.js';
import { BeginSignIn, Connect, ConnectionsQuery, RunsQuery, SettingsChange, SignInAnswer } from './syncs.schemas.js';
import { ConnectionTimelines } from './timeline.service.js';

/** Connecting to CRMs, and looking at what comes in. */
@Controller('connections')
@Roles('agent', 'support', 'ops', 'admin')
@AllAccounts()
export class ConnectionsController {
  constructor(
    private readonly connections: Connections,
    private readonly connecting: Connecting,
    private readonly signIn: SignIn,
    private readonly settings: ConnectionSettings,
    private readonly live: LiveConnections,
    private readonly timelines: ConnectionTimelines,
  ) {}

  @Post()
  @Roles('agent')
  @Idempotent()
  @Audited('connection.created')
  async connect(@Body({ schema: Connect }) body: Connect, @CurrentActor() actor: RequestActor) {
    return this.connections.get(await this.connecting.connect(body, actor), actor);
  }

  @Get()
  list(@Query({ schema: ConnectionsQuery }) query: ConnectionsQuery, @CurrentActor() actor: RequestActor) {
    return this.connections.list(query, actor);
  }

  @Post('sign-in')
  @HttpCode(200)
  @Roles('agent')
  @Audited('connection.sign_in_started')
  beginSignIn(@Body({ schema: BeginSignIn }) body: BeginSignIn, @CurrentActor() actor: RequestActor) {
    return this.signIn.begin(body, actor);
  }

  /** Where the CRM sends the browser back to; it goes on to the console in any case. */
  @Get('sign-in/answer')
  @Roles('agent')
  @Redirect()
  async finishSignIn(@Query({ schema: SignInAnswer }) answer: SignInAnswer, @CurrentActor() actor: RequestActor) {
    try {
      return { url: `/connections/${await this.signIn.finish(answer, actor)}` };
    } catch (error) {
      if (error instanceof Problem) return { url: `/connections?signIn=${error.code}` };
      throw error;
    }
  }

  @Get(':id')
  get(@Param('id', { schema: Id }) id: string, @CurrentActor() actor: RequestActor) {
    return this.connections.get(id, actor);
  }

  @Put(':id/settings')
  @Roles('agent', 'support', 'admin')
  @Audited('connection.settings_changed')
  async change(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SettingsChange }) { reason, ...change }: SettingsChange,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.settings.change({ connectionId: id, actor, reason }, change);
    return this.connections.get(id, actor);
  }

  @Get(':id/choices')
  choices(@Param('id', { schema: Id }) id: string) {
    return this.settings.choices(id);
  }

  @Get(':id/webhook')
  @Roles('agent')
  webhook(@Param('id', { schema: Id }) id: string) {
    return this.connections.webhook(id);
  }

  @Get(':id/runs')
  runs(@Param('id', { schema: Id }) id: string, @Query({ schema: RunsQuery }) query: RunsQuery) {
    return this.connections.runs(id, query);
  }

  @Get(':id/runs/:runId')
  run(@Param('id', { schema: Id }) id: string, @Param('runId', { schema: Id }) runId: string) {
    return this.connections.run(id, runId);
  }

  @Get(':id/timeline')
  timeline(@Param('id', { schema: Id }) id: string) {
    return this.timelines.timeline(id);
  }

  @Sse(':id/events')
  @UseGuards(ConnectionExists)
  follow(@Param('id', { schema: Id }) id: string) {
    return this.live.follow(id);
  }
}
