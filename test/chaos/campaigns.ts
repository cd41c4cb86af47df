import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ask } from '../importing.js';
import { SinkProcess } from '../mail/sink-process.js';
import { type OwnPlatform, startOwnPlatform } from '../pipeline-platform.js';
import { eventually } from '../pipeline.js';
import { as, type Session } from '../platform/platform.js';
import { seeded } from '../seeded.js';
import { checkCampaign, type Taken } from './campaigns-checker.js';

export interface CampaignChaosOptions {
  seed: number;
  recipients: number;
  kills: number;
  say: (line: string) => void;
}

const victims = ['worker', 'sink', 'postgres', 'temporal'] as const;
/** Mails on the wire at a time at most. */
const connections = 4;

/** A platform of its own that mails to a sink which can be killed as well, and which leaves one mail in a hundred unanswered. */
export class CampaignChaos {
  private constructor(
    private readonly own: OwnPlatform,
    private readonly sink: SinkProcess,
    private readonly file: string,
    private readonly agent: Session,
    private readonly accountId: string,
  ) {}

  /** @param program of the sink, where this file does not run compiled */
  static async begin(program?: string): Promise<CampaignChaos> {
    const file = join('/tmp', `porchlight-sink-${process.pid}.log`);
    const sink = new SinkProcess({ file, droppedInThousand: 10, ...(program && { program }) });
    await sink.start();
    const own = await startOwnPlatform({
      SMTP_URL: sink.url,
      MAIL_RETRY_SECONDS: '1',
      MAIL_CONNECTIONS: String(connections),
    });
    const agent = await as('agent', own.platform.apiUrl);
    const me = (await (await agent('/api/me')).json()) as { account: { id: string } };
    // The demo's own invitation leaves first, so that every mail in the sink is one of the campaign's.
    await eventually(async () => {
      const { rowCount } = await own.pipeline.pool.query(`select from send_attempts where state <> 'submitting'`);
      return rowCount === 1;
    });
    return new CampaignChaos(own, sink, file, agent, me.account.id);
  }

  async end(): Promise<void> {
    await this.own.stop();
    await this.sink.kill();
    await rm(this.file, { force: true });
  }

  /** One campaign during which processes are killed at random mails; then every mail is looked for on both sides. */
  async run({ seed, recipients, kills, say }: CampaignChaosOptions) {
    const random = seeded(seed);
    const started = Date.now();
    const before = (await this.taken()).length;
    const contactIds = await this.people(seed, recipients);
    const campaignId = await this.approve(contactIds);
    const firstVictim = random(victims.length);
    const plan = Array.from({ length: kills }, (_, i) => ({
      victim: victims[(firstVictim + i) % victims.length]!,
      atMail: random(recipients),
      delayMs: random(60),
      downMs: random(2_000),
    })).toSorted((a, b) => a.atMail - b.atMail);
    const done: string[] = [];
    for (const { victim, atMail, delayMs, downMs } of plan) {
      await eventually(
        async () => (await this.taken()).length - before >= atMail || (await this.isOver(campaignId)),
        5,
      );
      await wait(delayMs);
      const part = victim === 'sink' ? this.sink : this.own.platform.parts[victim]!;
      await part.kill();
      await wait(downMs);
      await part.start();
      done.push(`${victim} at mail ${atMail} for ${downMs} ms`);
      say(`killed ${done.at(-1)}`);
    }
    await eventually(() => this.isOver(campaignId), 200);
    const taken = (await this.taken()).slice(before);
    const { wrong, tally } = await checkCampaign(this.own.pipeline.pool, { campaignId, taken, kills, connections });
    return { wrong, tally, kills: done, seconds: (Date.now() - started) / 1_000 };
  }

  private async people(seed: number, count: number): Promise<string[]> {
    const { rows } = await this.own.pipeline.pool.query<{ id: string }>(
      `insert into contacts (account_id, first_name, last_name, email, email_normalized, street, city, state, zip)
       select $1, 'Anna', 'Bell ' || n, 'c' || $2 || '.' || n || '@example.com', 'c' || $2 || '.' || n || '@example.com', n || ' Elm St', 'Boulder', 'CO', '80302'
       from generate_series(1, $3::int) n returning id::text`,
      [this.accountId, `${seed}.${Date.now()}`, count],
    );
    return rows.map(({ id }) => id);
  }

  private async approve(contactIds: string[]): Promise<string> {
    const last = contactIds.at(-1)!;
    const window = { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 };
    const body = { audience: { kind: 'contacts', contactIds }, settings: { window, quietDays: 0 } };
    const made = await ask<{ id: string }>(this.agent, 'POST /campaigns', body);
    if (made.status !== 201)
      throw new Error(`POST /campaigns answered ${made.status}: ${JSON.stringify(made.body)} (${last})`);
    const { id } = made.body;
    let digest: string | null = null;
    await eventually(async () => {
      const { body: is } = await ask<{ state: string; digest: string | null }>(this.agent, `GET /campaigns/${id}`);
      digest = is.state === 'awaiting_review' ? is.digest : null;
      return digest !== null;
    });
    const approved = await ask(this.agent, `POST /campaigns/${id}/approve`, { digest });
    if (approved.status !== 202) throw new Error(`Approving answered ${approved.status}`);
    return id;
  }

  /** Nothing is on the wire and nobody waits for the first mail, as far as the database can be asked. */
  private isOver(campaignId: string): Promise<boolean> {
    return this.own.pipeline.pool
      .query(
        `select from campaigns c where c.id = $1 and c.state in ('reminding', 'completed')
           and not exists (select from send_attempts where campaign_id = c.id and state = 'submitting')`,
        [campaignId],
      )
      .then(
        ({ rowCount }) => rowCount === 1,
        () => false,
      );
  }

  private async taken(): Promise<Taken[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [messageId = '', to = '', answer = ''] = line.split('\t');
        return { messageId, to, isAnswered: answer === '' };
      });
  }
}
