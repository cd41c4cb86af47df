import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Pool } from 'pg';
import { mergeMap, type Observable } from 'rxjs';
import type { Config } from '../../../integrations/config.js';
import { CONFIG } from '../config.js';
import { accessKeys, type ActorRequest } from './access.js';

/**
 * In local platforms and tests, looks after each `@Audited` route whether the event it promises was committed under this
 * request's id, and fails the request when it was not. So every test that calls the route also tests the promise.
 */
@Injectable()
export class AuditCheckInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly pool: Pool,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const action = this.reflector.getAllAndOverride<string | undefined>(accessKeys.audited, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!action || !this.config.local) return next.handle();
    const { id } = context.switchToHttp().getRequest<ActorRequest>();
    return next.handle().pipe(mergeMap((answer: unknown) => this.check(id, action).then(() => answer)));
  }

  private async check(requestId: string, action: string): Promise<void> {
    const { rowCount } = await this.pool.query('select from audit_events where request_id = $1 and action = $2', [
      requestId,
      action,
    ]);
    if (!rowCount) throw new Error(`The route promises the audit event ${action} and did not write it`);
  }
}
