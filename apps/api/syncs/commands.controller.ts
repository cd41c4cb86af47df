import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, Idempotent, type RequestActor, Roles } from '../auth/access.js';
import { Reveal, RetryNow, WithReason } from '../imports/imports.schemas.js';
import { Id } from '../list.js';
import { ConnectionCommands } from './commands.service.js';
import { Connecting } from './connect.service.js';
import { Connections } from './connections.service.js';
import { ConnectionReveals } from './reveals.js';
import { ConnectionSupport } from './support.service.js';
import { Disconnect, NewKey, SweepAnswer, SyncNow } from './syncs.schemas.js';

/** What may be asked of a connection. Each answers 202 with the connection: the work itself is done elsewhere. */
@Controller('connections')
@Roles('agent', 'support', 'admin')
@AllAccounts()
export class ConnectionCommandsController {
  constructor(
    private readonly commands: ConnectionCommands,
    private readonly connecting: Connecting,
    private readonly connections: Connections,
    private readonly reveals: ConnectionReveals,
    private readonly support: ConnectionSupport,
  ) {}

  @Get('needs-someone')
  @Roles('support', 'ops', 'admin')
  needsSomeone(@CurrentActor() actor: RequestActor) {
    return this.support.needsSomeone(actor);
  }

  @Post(':id/sync')
  @HttpCode(202)
  @Idempotent()
  @Audited('connection.sync_asked')
  async sync(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SyncNow }) body: SyncNow,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.syncNow({ connectionId: id, actor, reason: body.reason }, body);
    return this.connections.get(id, actor);
  }

  @Post(':id/pause')
  @HttpCode(202)
  @Idempotent()
  @Audited('connection.paused')
  async pause(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) { reason }: WithReason,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.pause({ connectionId: id, actor, reason });
    return this.connections.get(id, actor);
  }

  @Post(':id/resume')
  @HttpCode(202)
  @Idempotent()
  @Audited('connection.resumed')
  async resume(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) { reason }: WithReason,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.resume({ connectionId: id, actor, reason });
    return this.connections.get(id, actor);
  }

  @Post(':id/reconnect')
  @HttpCode(202)
  @Roles('agent')
  @Audited('connection.reconnected')
  async reconnect(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewKey }) { fields }: NewKey,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.connecting.renewKey('reconnect', { connectionId: id, actor }, fields);
    return this.connections.get(id, actor);
  }

  @Post(':id/rotate')
  @HttpCode(202)
  @Roles('agent')
  @Audited('connection.key_changed')
  async rotate(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewKey }) { fields }: NewKey,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.connecting.renewKey('rotate', { connectionId: id, actor }, fields);
    return this.connections.get(id, actor);
  }

  @Post(':id/answer')
  @HttpCode(202)
  @Audited('connection.deletions_answered')
  async answer(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SweepAnswer }) body: SweepAnswer,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.answer({ connectionId: id, actor, reason: body.reason }, body);
    return this.connections.get(id, actor);
  }

  @Post(':id/disconnect')
  @HttpCode(202)
  @Audited('connection.disconnected')
  async disconnect(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Disconnect }) body: Disconnect,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.connecting.disconnect({ connectionId: id, actor, reason: body.reason }, body);
    return this.connections.get(id, actor);
  }

  @Post(':id/retry-now')
  @HttpCode(202)
  @Roles('support', 'admin')
  @Audited('connection.retried_now')
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
  @Audited('connection.revealed')
  reveal(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Reveal }) { reason }: Reveal,
    @CurrentActor() actor: RequestActor,
  ) {
    return this.reveals.grant(id, reason, actor);
  }
}
