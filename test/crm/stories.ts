import type { Connection } from '../../apps/api/syncs/syncs.schemas.js';
import { type Emulator, startEmulator } from '../../apps/local/sandbox/emulator.js';
import { Population } from '../../apps/local/sandbox/people.js';
import { ask } from '../importing.js';
import { startOwnPlatform } from '../pipeline-platform.js';
import { as } from '../platform/platform.js';
import { WatchedSyncs } from '../watched-syncs.js';
import { app } from './signed.js';
import { connectorOf, type Vendor, type VendorApi } from './vendor.js';

/** One emulated CRM among several of one platform. */
export interface Stage {
  vendor: Vendor;
  population: Population;
  api: VendorApi;
  emulator: Emulator;
}

/** What became of one connection, from the first key to the last person. */
export interface Story {
  stage: Stage;
  id: string;
  /** As it stood while the CRM let us wait in the middle of the first sync. */
  limited: Connection;
  filled: Connection;
  changed: Connection;
  /** Renewals of the sign-in until then. */
  renewals: number;
  left: Connection;
}

const clock = () => new Date();
const hasFoundGone = ({ run, lastRun }: Connection) => !run && lastRun?.counts.gone === 1;

/** Longer waits are not waited for: the clock of the limit is put forward. */
const mostWaitMs = 12_000;

/** Several emulated CRMs, and a platform that takes them for the vendors. People of two CRMs are never the same. */
export class VendorStage extends WatchedSyncs {
  readonly stages = new Map<string, Stage>();

  static async begin(vendors: readonly Vendor[]): Promise<VendorStage> {
    const stages = await Promise.all(
      vendors.map(async (vendor, index) => {
        const population = new Population(clock, vendor.pageSize + 30, 1_000, (index + 1) * 10_000);
        const api = vendor.create(population, {});
        return { vendor, population, api, emulator: await startEmulator({ answer: api.answer, clock }) };
      }),
    );
    const own = await startOwnPlatform({
      CRM_ORIGINS: stages.map(({ vendor, emulator }) => `${vendor.id}=${emulator.origin}`).join(','),
      CRM_APPS: vendors.map(({ id }) => `${id}=${app.id}:${app.secret}`).join(','),
    });
    const { apiUrl } = own.platform;
    const made = new VendorStage(own, await as('agent', apiUrl), await as('support', apiUrl));
    for (const stage of stages) made.stages.set(stage.vendor.id, stage);
    return made;
  }

  async end(): Promise<void> {
    await this.own.stop();
    await Promise.all([...this.stages.values()].map(({ emulator }) => emulator.stop()));
  }

  /** Connect, read everybody with a refusal in the middle, bring changes, find out who was deleted. */
  async tell(vendorId: string): Promise<Story> {
    const stage = this.stages.get(vendorId)!;
    const { population, api, vendor } = stage;
    const [first = 0] = population.people.keys();
    const id = await this.connectLater(stage);
    await ask(this.agent, `PUT /connections/${id}/settings`, { deleted: 'tag', everyMinutes: null });
    limitSecondPage(stage);
    await ask(this.agent, `POST /connections/${id}/resume`);
    const limited = await this.reaches(id, 'has to wait', ({ health }) => health.kind === 'limited');
    await this.waitOut(limited, api);
    const filled = await this.resting(id);

    for (const offset of [2, 3, 4]) population.edit(first + offset, { firstName: 'Zoë' });
    population.add();
    api.signIns?.expire();
    const renewed = api.signIns?.renewals ?? 0;
    const changed = await this.sync(id);
    const renewals = (api.signIns?.renewals ?? 0) - renewed;

    population.remove(first + 9);
    api.forgetTokens?.();
    const { tellsDeletions } = connectorOf(vendor.id).people;
    await ask(this.agent, `POST /connections/${id}/sync`, { everything: !tellsDeletions });
    const left = await this.reaches(id, 'has found out who was deleted', hasFoundGone);
    return { stage, id, limited, filled, changed, renewals, left };
  }

  /** With the key, or by signing in; nothing is read yet. */
  private async connectLater({ vendor, api }: Stage): Promise<string> {
    if (vendor.secret.kind === 'key') {
      const body = { connector: vendor.id, fields: vendor.secret.fields, begin: 'later' };
      return (await ask<Connection>(this.agent, 'POST /connections', body)).body.id;
    }
    const body = { connector: vendor.id, begin: 'later' };
    const page = await ask<{ url: string }>(this.agent, 'POST /connections/sign-in', body);
    const query = new URLSearchParams(api.signIns!.allow(new URL(page.body.url)));
    const back = await this.agent(`/api/connections/sign-in/answer?${query.toString()}`, { redirect: 'manual' });
    return back.headers.get('location')?.split('/').at(-1) ?? '';
  }

  private async waitOut({ id, health }: Connection, api: VendorApi): Promise<void> {
    api.limitFor(0);
    if (Date.parse(health.until ?? '') - Date.now() < mostWaitMs) return;
    await this.pool.query('update crm_limits set blocked_until = now() where scope like $1', [`%:connection ${id}:%`]);
    await this.pool.query('update connections set limited_until = now() where id = $1', [id]);
    await ask(this.agent, `POST /connections/${id}/sync`);
  }

  /** Our contacts of a connection, as the CRM would know them. */
  async ours(connectionId: string) {
    const { rows } = await this.pool.query<{ record: string; name: string; email: string; isUnsubscribed: boolean }>(
      `select l.record_id as record, concat_ws(' ', c.first_name, c.last_name) as name, c.email, c.unsubscribed as "isUnsubscribed"
       from contact_links l join contacts c on c.id = l.contact_id where l.connection_id = $1 and l.state = 'linked'`,
      [connectionId],
    );
    return byRecord(rows);
  }
}

/** Who is there at the CRM. */
export const theirs = ({ vendor, population }: Stage) =>
  byRecord(
    population.here().map(({ id, firstName, lastName, email, isUnsubscribed }) => ({
      record: vendor.idOf(id),
      name: `${firstName} ${lastName}`,
      email,
      isUnsubscribed: vendor.tellsUnsubscribed && isUnsubscribed,
    })),
  );

const byRecord = <T extends { record: string }>(rows: T[]): T[] => rows.toSorted((a, b) => (a.record < b.record ? -1 : 1)); // prettier-ignore

/** The second page of people, and whatever is asked for then, is refused until a spec has seen it. */
function limitSecondPage({ vendor, api, emulator }: Stage): void {
  const [read] = connectorOf(vendor.id).people.list;
  let pages = 0;
  emulator.onCall(({ path }) => {
    const isPage = vendor.pagesOn?.test(path) ?? path.endsWith(read!.path);
    if (isPage && (pages += 1) === 2) api.limitFor(3_600_000);
  });
}
