import { EntityManager } from '@mikro-orm/postgresql';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Id } from '../list.js';
import type { ActorRequest } from '../auth/access.js';
import { NotFound } from '../problem.js';
import { findCampaign } from './find-campaign.js';

/** Before a stream: once its head is sent, a campaign that is not the asker's could no longer be answered with 404. */
@Injectable()
export class CampaignExists implements CanActivate {
  constructor(private readonly em: EntityManager) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const id = Id.safeParse(context.switchToHttp().getRequest<ActorRequest>().params.id);
    if (!id.success) throw new NotFound('campaign');
    await findCampaign(this.em, id.data);
    return true;
  }
}
