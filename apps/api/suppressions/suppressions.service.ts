import { EntityManager, type FilterQuery } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import { Suppression } from '../../../database/entities/suppressions.js';
import { hashAddress, lift, suppress } from '../../../database/suppressions.js';
import { auditBy } from '../../../database/record-audit.js';
import { type EmailAddress, readAddress } from '../../../domain/contacts/email.js';
import { isOwnWord } from '../../../domain/suppressions/reasons.js';
import type { Config } from '../../../integrations/config.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { listPage } from '../list.js';
import { Relay } from '../outbox/relay.js';
import { Invalid, NotFound, Problem } from '../problem.js';
import { presentSuppressions } from './present.js';
import type {
  NewSuppression,
  RemoveSuppression,
  ShownSuppression,
  SuppressionFilter,
  SuppressionsQuery,
} from './suppressions.schemas.js';

/** Addresses that must not be mailed: an agent's are the account's own, those of people of the platform hold for everybody. */
@Injectable()
export class Suppressions {
  constructor(
    private readonly em: EntityManager,
    private readonly relay: Relay,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(actor: RequestActor, { page, perPage, order, filter }: SuppressionsQuery) {
    const rows = await this.em.find(Suppression, this.where(filter), {
      orderBy: { id: order },
      limit: perPage + 1,
      offset: (page - 1) * perPage,
    });
    const shown = await presentSuppressions(this.em, rows, { actor, isMasked: isStaff(actor) });
    return listPage(shown, { perPage });
  }

  async add(actor: RequestActor, { email, reason, note }: NewSuppression): Promise<ShownSuppression> {
    const address = readOrRefuse(email);
    const { suppressionId, isNew, stopped } = await this.em.transactional((tx) =>
      suppress(tx, {
        accountId: actor.accountId,
        addressKey: this.config.addressKey,
        email: address.address,
        emailNormalized: address.normalized,
        reason,
        source: isStaff(actor) ? 'operator' : 'agent',
        note: note || null,
        actorId: actor.userId,
        by: auditBy(actor, { action: 'suppression.added' }),
      }),
    );
    if (!isNew) throw new Problem(409, 'already_suppressed', 'This address is in the list already.', { suppressionId });
    for (const workflowId of stopped) await this.relay.deliver(workflowId);
    return this.get(actor, suppressionId);
  }

  async remove(actor: RequestActor, suppressionId: string, { reason, request }: RemoveSuppression) {
    await this.em.transactional(async (tx) => {
      const row = await this.find(tx, suppressionId);
      if (row.removedAt) throw new Problem(409, 'already_removed', 'This address was taken off the list before.');
      if (isOwnWord(row) && !request)
        throw new Invalid({
          request: 'This person said no themselves. Say when and how they asked to be mailed again.',
        });
      await lift(tx, {
        suppressionId,
        emailNormalized: row.email ? (readAddress(row.email)?.normalized ?? null) : null,
        accountId: row.accountId ?? null,
        by: auditBy(actor, { action: 'suppression.removed' }),
        reason: request ? `${reason} · ${request}` : reason,
      });
    });
    return this.get(actor, suppressionId);
  }

  where({ address, reason, scope, accountId, removed = false }: SuppressionFilter): FilterQuery<Suppression> {
    return {
      $and: [
        { removedAt: removed ? { $ne: null } : null },
        ...(address === undefined ? [] : [{ addressHash: this.hashOf(address) }]),
        ...(reason === undefined ? [] : [{ reason }]),
        ...(scope === undefined ? [] : [{ accountId: scope === 'account' ? { $ne: null } : null }]),
        ...(accountId === undefined ? [] : [{ accountId }]),
      ],
    };
  }

  private hashOf(address: string): Buffer {
    return hashAddress(readOrRefuse(address).normalized, this.config.addressKey);
  }

  private async get(actor: RequestActor, suppressionId: string): Promise<ShownSuppression> {
    const row = await this.find(this.em, suppressionId);
    const [shown] = await presentSuppressions(this.em, [row], { actor, isMasked: isStaff(actor) });
    return shown!;
  }

  /** Of the account for an agent, any for people of the platform. @throws NotFound */
  private async find(em: EntityManager, id: string): Promise<Suppression> {
    const row = await em.findOne(Suppression, { id }, { refresh: true });
    if (!row) throw new NotFound('suppression');
    return row;
  }
}

export const isStaff = ({ accountId }: RequestActor): boolean => accountId === null;

/** @throws Invalid */
export function readOrRefuse(text: string): EmailAddress {
  const address = readAddress(text.trim());
  if (address) return address;
  const sentence = 'This is not a whole e-mail address. It reads like name@example.com.';
  throw new Invalid({ email: sentence, address: sentence });
}
