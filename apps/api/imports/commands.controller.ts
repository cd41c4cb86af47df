import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, Idempotent, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { ImportCommands } from './commands.service.js';
import { Confirm, Retry, WithReason } from './imports.schemas.js';
import { Imports } from './imports.service.js';

/** What may be asked of an import. Each answers 202 with the import: the work itself is done elsewhere. */
@Controller('imports/:id')
@Roles('agent', 'support', 'admin')
@AllAccounts()
export class ImportCommandsController {
  constructor(
    private readonly commands: ImportCommands,
    private readonly imports: Imports,
  ) {}

  @Post('scan')
  @HttpCode(202)
  @Idempotent()
  @Audited('import.scan_started')
  async scan(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) { reason }: WithReason,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.scan({ importId: id, actor, reason });
    return this.imports.get(id, actor);
  }

  @Post('confirm')
  @HttpCode(202)
  @Idempotent()
  @Audited('import.confirmed')
  async confirm(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Confirm }) body: Confirm,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.confirm({ importId: id, actor, reason: body.reason }, body);
    return this.imports.get(id, actor);
  }

  @Post('pause')
  @HttpCode(202)
  @Idempotent()
  @Audited('import.paused')
  async pause(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) { reason }: WithReason,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.pause({ importId: id, actor, reason });
    return this.imports.get(id, actor);
  }

  @Post('resume')
  @HttpCode(202)
  @Idempotent()
  @Audited('import.resumed')
  async resume(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) { reason }: WithReason,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.resume({ importId: id, actor, reason });
    return this.imports.get(id, actor);
  }

  @Post('cancel')
  @HttpCode(202)
  @Idempotent()
  @Audited('import.cancelled')
  async cancel(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) { reason }: WithReason,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.cancel({ importId: id, actor, reason });
    return this.imports.get(id, actor);
  }

  @Post('retry')
  @HttpCode(202)
  @Idempotent()
  @Audited('import.retry_started')
  async retry(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Retry }) body: Retry,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.retry({ importId: id, actor, reason: body.reason }, body);
    return this.imports.get(id, actor);
  }

  @Post('undo')
  @HttpCode(202)
  @Idempotent()
  @Audited('import.undo_started')
  async undo(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) { reason }: WithReason,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.undo({ importId: id, actor, reason });
    return this.imports.get(id, actor);
  }

  @Post('close')
  @HttpCode(202)
  @Idempotent()
  @Audited('import.closed')
  async close(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) { reason }: WithReason,
    @CurrentActor() actor: RequestActor,
  ) {
    await this.commands.close({ importId: id, actor, reason });
    return this.imports.get(id, actor);
  }
}
