import { Injectable } from '@nestjs/common';
import { noticeWorkflow } from '../../../domain/engine.js';
import type { TemplateKind } from '../../../domain/mail/kinds.js';
import type { Claimed } from '../../../database/claims.js';
import type { Connection } from '../../../database/execute.js';
import { oweNotice } from '../../../database/notices.js';
import { invitationWorkflow } from '../../../workflows/protocol.js';
import { Relay } from '../outbox/relay.js';
import { getCard } from './cards.js';

export interface AgentNews {
  kind: Extract<TemplateKind, 'question' | 'correction_proposed' | 'hub_claimed'>;
  accountId: string;
  agentId: string;
  hubId: string;
  memberId: string;
  /** The question or correction. */
  subjectId?: string;
}

/** Tells people by mail what happened in a Hub. */
@Injectable()
export class News {
  constructor(private readonly relay: Relay) {}

  /** To the invited address, with the way to take the claim back, and to the agent. @returns the notices' ids */
  async ofClaim(tx: Connection, claimed: Claimed): Promise<string[]> {
    const { accountId, hubId, memberId, invitationId, email, agentId } = claimed;
    return [
      await oweNotice(tx, { accountId, kind: 'claimed', hubId, memberId, subjectId: invitationId, email }),
      await this.toAgent(tx, { kind: 'hub_claimed', accountId, agentId, hubId, memberId }),
    ];
  }

  async toAgent(tx: Connection, { kind, accountId, agentId, hubId, memberId, subjectId }: AgentNews): Promise<string> {
    const { email } = await getCard(tx, agentId);
    return oweNotice(tx, { accountId, kind, hubId, memberId, email, ...(subjectId && { subjectId }) });
  }

  /** After the commit. The page does not wait for the engine: what it does not take now, the relay brings it later. */
  deliver(noticeIds: string[], ...invitationIds: string[]): void {
    this.deliverTo([...noticeIds.map(noticeWorkflow.id), ...invitationIds.map(invitationWorkflow.id)]);
  }

  /** The same for workflows by their ids. */
  deliverTo(workflowIds: string[]): void {
    for (const workflowId of workflowIds) void this.relay.deliver(workflowId);
  }
}
