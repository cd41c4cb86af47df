import type { Connection } from '../apps/api/syncs/syncs.schemas.js';
import { ask } from './importing.js';
import type { OwnPlatform } from './pipeline-platform.js';
import { type Session, until } from './platform/platform.js';

/** Connections of a platform, as an agent asks for them and watches them. */
export class WatchedSyncs {
  constructor(
    readonly own: OwnPlatform,
    readonly agent: Session,
    readonly support: Session,
  ) {}

  get pool() {
    return this.own.pipeline.pool;
  }

  async get(connectionId: string): Promise<Connection> {
    return (await ask<Connection>(this.agent, `GET /connections/${connectionId}`)).body;
  }

  /** Waits until a connection is as wanted, and answers it. */
  reaches(
    connectionId: string,
    what: string,
    isSo: (connection: Connection) => boolean,
    seconds = 60,
  ): Promise<Connection> {
    let last: Connection | null = null;
    return until(
      `connection ${connectionId}: ${what}`,
      async () => {
        last = await this.get(connectionId);
        return isSo(last) && last;
      },
      { seconds },
    ).catch((error: Error) => {
      throw new Error(`${error.message}; it is ${last?.state}: ${last?.health.sentence}`);
    });
  }

  /** Waits until nothing runs and nothing is asked for. */
  resting = (connectionId: string): Promise<Connection> =>
    this.reaches(
      connectionId,
      'rests',
      ({ run, lastRun, health }) => !run && lastRun !== null && health.kind !== 'syncing',
    );

  /** Asks for a sync and waits until it is done. */
  async sync(connectionId: string, { everything = false, seconds = 60 } = {}): Promise<Connection> {
    // What still runs, a retry of problems for example, would else be taken for the run that is asked for here.
    const resting = await this.reaches(connectionId, 'rests', ({ run, health }) => !run && health.kind !== 'syncing');
    const before = resting.lastRun?.id;
    const { status, body } = await ask(this.agent, `POST /connections/${connectionId}/sync`, { everything });
    if (status !== 202) throw new Error(`The sync answered ${status}: ${JSON.stringify(body)}`);
    return this.reaches(connectionId, 'has synced', ({ run, lastRun }) => !run && lastRun?.id !== before, seconds);
  }

  /** The contacts that a connection has brought, by the record they came from. */
  async contacts(connectionId: string) {
    const { rows } = await this.pool.query<{
      record_id: string;
      id: string;
      first_name: string;
      last_name: string;
      email: string;
      city: string | null;
      tags: string[];
      unsubscribed: boolean;
      version: number;
    }>(
      `select l.record_id, c.id, c.first_name, c.last_name, c.email, c.city, c.tags, c.unsubscribed, c.version
       from contact_links l join contacts c on c.id = l.contact_id where l.connection_id = $1 order by length(l.record_id), l.record_id`,
      [connectionId],
    );
    return rows;
  }
}
