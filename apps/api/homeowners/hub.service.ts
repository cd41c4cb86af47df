import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Pool } from 'pg';
import { z } from 'zod';
import { mendText } from '../../../domain/contacts/text.js';
import { correctableNames, type CorrectableField, readCorrection } from '../../../domain/hubs/corrections.js';
import { type Connection, query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import type { ActorRequest } from '../auth/access.js';
import { Problem } from '../problem.js';
import type { Answer } from './answer.js';
import { firstWord, getCard } from './cards.js';
import { Limits } from './limits.js';
import { News } from './news.js';
import { readPlaceParts } from './place-parts.js';
import { type Here, type Place, Places } from './places.js';
import { Visits } from './visits.js';
import { correctionPage } from './views/correction.js';
import { hubPage, hubsPage } from './views/hub.js';
import type { Wrong } from './views/forms.js';

const questionLength = 2_000;
const Text = z.string().max(200);

/** The Hub, as the homeowner has it: what it shows, questions, corrections. */
@Injectable()
export class HomeHubs {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly places: Places,
    private readonly visits: Visits,
    private readonly limits: Limits,
    private readonly news: News,
  ) {}

  /** The one Hub, or the choice between several. */
  index(request: ActorRequest): Promise<Answer> {
    return this.places.signedIn(request, async ({ session, key }) => {
      const places = await this.places.list(session.emailNormalized);
      return places.length === 1 ? { to: `/h/${places[0]!.hubId}` } : hubsPage(places, key);
    });
  }

  show(request: ActorRequest, hubId: string, done: unknown): Promise<Answer> {
    return this.places.inHub(request, hubId, async (place, here) => {
      await this.visits.ofHub({ ...place, memberId: place.member.memberId });
      return this.page(place, here, { done: String(done) });
    });
  }

  ask(request: ActorRequest, hubId: string, body: Record<string, unknown>): Promise<Answer> {
    return this.places.inHub(request, hubId, async (place, here) => {
      if (!this.places.isOwnForm(here, body)) return this.page(place, here);
      const text = mendText(String(body.text ?? ''), 'severalLines').text;
      if (text === '') return this.page(place, here, { wrong: { text: 'Write your question first.' } });
      if (text.length > questionLength)
        return this.page(place, here, {
          wrong: { text: `A question has at most ${questionLength} letters. Ask in two parts.` },
          typed: { text },
        });
      await this.assertNotTooMany('questions', place);
      const noticeId = await this.em.transactional((tx) => this.addQuestion(tx, place, text));
      this.news.deliver([noticeId]);
      return { to: `/h/${hubId}?done=asked#questions` };
    });
  }

  showCorrection(request: ActorRequest, hubId: string): Promise<Answer> {
    return this.places.inHub(request, hubId, (place, { key }) => this.correctionPage(place, key));
  }

  correct(request: ActorRequest, hubId: string, body: Record<string, unknown>): Promise<Answer> {
    return this.places.inHub(request, hubId, async (place, here) => {
      if (!this.places.isOwnForm(here, body)) return this.correctionPage(place, here.key);
      const typed = typedIn(body);
      const scope = { today: new Date().toISOString().slice(0, 10), country: place.home.country ?? 'US' };
      const { changes, problems } = readCorrection(place, typed, scope);
      if (Object.keys(problems).length > 0) return this.correctionPage(place, here.key, { typed, wrong: problems });
      if (Object.keys(changes).length === 0) return { to: `/h/${hubId}?done=unchanged` };
      await this.assertNotTooMany('corrections', place);
      const noticeId = await this.em.transactional(async (tx) => {
        const correctionId = await insert(tx, 'hub_corrections', place, { changes: JSON.stringify(changes) });
        const fields = Object.keys(changes);
        return this.tell(tx, place, { event: 'correction_proposed', notice: 'correction_proposed', subjectId: correctionId, details: { correctionId, fields } }); // prettier-ignore
      });
      this.news.deliver([noticeId]);
      return { to: `/h/${hubId}?done=proposed` };
    });
  }

  private async addQuestion(tx: Connection, place: Place, text: string): Promise<string> {
    const questionId = await insert(tx, 'hub_questions', place, { text });
    return this.tell(tx, place, { event: 'question_asked', notice: 'question', subjectId: questionId, details: { questionId } }); // prettier-ignore
  }

  /** The agent, by mail and in the Hub's history. @returns the notice's id */
  private async tell(
    tx: Connection,
    { accountId, hubId, contactId, agentId, member: { memberId } }: Place,
    about: {
      event: 'question_asked' | 'correction_proposed';
      notice: 'question' | 'correction_proposed';
      subjectId: string;
      details: Record<string, string | string[]>;
    },
  ): Promise<string> {
    const { event, notice: kind, subjectId, details } = about;
    await recordHubEvent(tx, {
      accountId,
      hubId,
      contactId,
      kind: event,
      byKind: 'homeowner',
      byId: memberId,
      details,
    });
    return this.news.toAgent(tx, { kind, accountId, agentId, hubId, memberId, subjectId });
  }

  /** The page of the Hub; also with what could not be taken. */
  async page(
    place: Place,
    { key }: Here,
    more: { done?: string; wrong?: Wrong; typed?: Record<string, string> } = {},
  ): Promise<Answer> {
    const [card, parts] = await Promise.all([
      getCard(this.pool, place.agentId),
      readPlaceParts(this.pool, place.hubId, place.member.emailNormalized),
    ]);
    return hubPage({ place, card, parts, key, ...more });
  }

  private async correctionPage(
    place: Place,
    key: string,
    more: { typed?: Partial<Record<CorrectableField, string>>; wrong?: Wrong } = {},
  ): Promise<Answer> {
    const card = await getCard(this.pool, place.agentId);
    return correctionPage({ place, agent: firstWord(card.name), key, ...more });
  }

  private async assertNotTooMany(rule: 'questions' | 'corrections', { member }: Place): Promise<void> {
    const { isOver } = await this.limits.take(rule, member.memberId);
    if (isOver)
      throw new Problem(
        429,
        'too_many',
        'That was very much for one day. Your agent has everything so far; go on tomorrow, or call.',
      );
  }
}

function typedIn(body: Record<string, unknown>): Partial<Record<CorrectableField, string>> {
  const entries = correctableNames.map((name) => [name, Text.safeParse(body[name]).data] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== undefined));
}

async function insert(
  tx: Connection,
  table: 'hub_questions' | 'hub_corrections',
  { accountId, hubId, member }: Place,
  column: { text: string } | { changes: string },
): Promise<string> {
  const [[name, value]] = Object.entries(column) as [[string, string]];
  const [row] = await query<{ id: string }>(
    tx,
    `insert into ${table} (account_id, hub_id, member_id, ${name}) values ($1, $2, $3, $4) returning id::text`,
    [accountId, hubId, member.memberId, value],
  );
  return row!.id;
}
