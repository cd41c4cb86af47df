import { EntityManager } from '@mikro-orm/postgresql';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { ActorRequest } from '../auth/access.js';
import { Id } from '../list.js';
import { NotFound } from '../problem.js';
import { findConnection } from './find-connection.js';

/** Before a stream: once its head is sent, a connection that is not the asker's could no longer be answered with 404. */
@Injectable()
export class ConnectionExists implements CanActivate {
  constructor(private readonly em: EntityManager) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const id = Id.safeParse(context.switchToHttp().getRequest<ActorRequest>().params.id);
    if (!id.success) throw new NotFound('connection');
    await findConnection(this.em, id.data);
    return true;
  }
}
