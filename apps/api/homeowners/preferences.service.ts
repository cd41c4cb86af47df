import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Pool } from 'pg';
import { type Connection, query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { findSuppression, lift, suppress } from '../../../database/suppressions.js';
import type { Config } from '../../../integrations/config.js';
import type { ActorRequest } from '../auth/access.js';
import { CONFIG } from '../config.js';
import type { Answer } from './answer.js';
import { getCard, officeOf } from './cards.js';
import { News } from './news.js';
import { type Here, type Place, Places } from './places.js';
import { type OfficeChoice, preferencesPage } from './views/preferences.js';

/** Notices that a homeowner may do without; codes and news of claims they may not. */
export const mutable = ['answer', 'correction_decided'] as const;

const nobody = { kind: 'system', id: null, role: null } as const;

/** Which mails somebody gets about their Hubs, and whether they are invited again. */
@Injectable()
export class Preferences {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly places: Places,
    private readonly news: News,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  show(request: ActorRequest, done: unknown): Promise<Answer> {
    return this.places.signedIn(request, (here) => this.page(here, done === 'saved'));
  }

  save(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    return this.places.signedIn(request, async (here) => {
      if (!this.places.isOwnForm(here, body)) return this.page(here, false);
      const places = await this.places.list(here.session.emailNormalized);
      const muted = mutable.filter((kind) => body[kind] !== 'yes');
      const offices = await this.officesOf(places);
      const stopped = await this.em.transactional(async (tx) => {
        for (const place of places) await mute(tx, place, muted);
        const workflows: string[] = [];
        for (const office of offices)
          workflows.push(
            ...(await this.allow(tx, request, { office, isWanted: body[`office-${office.accountId}`] === 'yes' })),
          );
        return workflows;
      });
      this.news.deliverTo(stopped);
      return { to: '/h/preferences?done=saved' };
    });
  }

  private async page({ session, key }: Here, isSaved: boolean): Promise<Answer> {
    const places = await this.places.list(session.emailNormalized);
    const muted = new Set(places.flatMap(({ member }) => member.muted));
    return preferencesPage({ key, muted, offices: await this.officesOf(places), isSaved });
  }

  /** Each office whose Hub they have joined, once. */
  private async officesOf(places: Place[]): Promise<(OfficeChoice & { place: Place })[]> {
    const first = new Map(places.map((place) => [place.accountId, place]));
    return Promise.all(
      [...first.values()].map(async (place) => {
        const { accountId, member } = place;
        const card = await getCard(this.pool, place.agentId);
        const found = await findSuppression(this.pool, {
          accountId,
          emailNormalized: member.emailNormalized,
          addressKey: this.config.addressKey,
        });
        return { accountId, name: officeOf(card), isStopped: found !== null, place };
      }),
    );
  }

  /** @returns the workflows that have to look again */
  private async allow(
    tx: Connection,
    request: ActorRequest,
    { office, isWanted }: { office: OfficeChoice & { place: Place }; isWanted: boolean },
  ): Promise<string[]> {
    const { accountId, isStopped, place } = office;
    if (isWanted !== isStopped) return [];
    const { email, emailNormalized } = place.member;
    const by = { actor: nobody, requestId: request.id };
    const address = { accountId, email, emailNormalized, addressKey: this.config.addressKey };
    if (!isWanted)
      return (await suppress(tx, { ...address, reason: 'unsubscribed', source: 'preferences', by })).stopped;
    const own = await query<{ id: string; accountId: string | null }>(
      tx,
      `select id::text, account_id::text as "accountId" from suppressions
       where address_hash = address_hash($1, decode($2, 'hex')) and removed_at is null and (account_id = $3 or account_id is null)
         and source in ('one_click', 'page', 'preferences', 'take_back')`,
      [emailNormalized, this.config.addressKey.toString('hex'), accountId],
    );
    for (const { id, accountId: of } of own)
      await lift(tx, {
        suppressionId: id,
        emailNormalized,
        accountId: of,
        by,
        reason: 'The person allowed it in their preferences.',
      });
    return [];
  }
}

async function mute(tx: Connection, { accountId, hubId, contactId, member }: Place, muted: string[]): Promise<void> {
  const changed = await query(
    tx,
    `update hub_members set muted = array(select jsonb_array_elements_text($2::jsonb)) where id = $1
       and muted is distinct from array(select jsonb_array_elements_text($2::jsonb)) returning id`,
    [member.memberId, JSON.stringify(muted)],
  );
  if (changed.length > 0)
    await recordHubEvent(tx, { accountId, hubId, contactId, kind: 'preferences_changed', byKind: 'homeowner', byId: member.memberId, details: { muted } }); // prettier-ignore
}
