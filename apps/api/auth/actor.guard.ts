import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { fromNodeHeaders } from 'better-auth/node';
import type { Role } from '../../../domain/accounts/roles.js';
import { bindAccount, everyAccount } from '../../../database/orm.js';
import type { Config } from '../../../integrations/config.js';
import { CONFIG } from '../config.js';
import { Forbidden, NotSignedIn } from '../problem.js';
import { accessKeys, type ActorRequest } from './access.js';
import { isTrustedOrigin } from './origin.js';
import { Sessions } from './sessions.js';

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The one gate of all routes: who asks, whether the role may, and which account the request's entity manager is bound to.
 * Public routes are bound to no account, so they see no tenant's rows at all.
 */
@Injectable()
export class ActorGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly em: EntityManager,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ActorRequest>();
    const read = <T>(key: string) =>
      this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
    if (read<boolean>(accessKeys.public)) return true;

    const actor = await this.sessions.findActor(fromNodeHeaders(request.headers));
    if (!actor) throw new NotSignedIn();
    if (!actor.keyId && !reads.has(request.method)) this.checkOrigin(request);
    if (!read<Role[]>(accessKeys.roles)?.includes(actor.role)) throw new Forbidden();
    request.actor = { ...actor, requestId: request.id };
    const seesAll = actor.accountId === null && read<boolean>(accessKeys.allAccounts);
    bindAccount(this.em, seesAll ? everyAccount : (actor.accountId ?? '0'));
    return true;
  }

  /** A cookie is sent by the browser whoever wrote the page; only pages of ours may use it to write. */
  private checkOrigin(request: ActorRequest): void {
    const { origin } = request.headers;
    if (!origin || !isTrustedOrigin(origin, this.config))
      throw new Forbidden('This request did not come from a page of Porchlight. Programs use an API key instead.');
  }
}
