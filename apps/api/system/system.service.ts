import { Inject, Injectable } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/postgresql';
import { Pool } from 'pg';
import type { Config } from '../../../integrations/config.js';
import { CONFIG } from '../config.js';
import { Engine } from '../outbox/engine.js';
import { version } from '../version.js';
import { listWorkers, type WorkerSeen } from './workers.js';

interface DatabaseFacts {
  size: string;
  waiting: number;
  oldest_at: Date | null;
  server: string;
}

/** The state of engine, workers, database and outbox, for the people who keep the platform running. */
@Injectable()
export class SystemService {
  constructor(
    private readonly pool: Pool,
    private readonly orm: MikroORM,
    private readonly engine: Engine,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async get() {
    await this.engine.probe();
    const [workers, facts, applied, pending] = await Promise.all([
      this.workers(),
      this.facts(),
      this.orm.migrator.getExecuted(),
      this.orm.migrator.getPending(),
    ]);
    return {
      engine: { ...this.engine.state.value, address: this.config.temporal.address },
      workers,
      database: {
        state: pending.length > 0 ? 'pending' : 'ok',
        migrations: { applied: applied.map(({ name }) => name), pending: pending.map(({ name }) => name) },
        size: Number(facts.size),
      },
      outbox: { waiting: facts.waiting, oldestAt: facts.oldest_at },
      versions: { porchlight: version, node: process.versions.node, postgres: facts.server },
    };
  }

  /** Empty while the engine is away: only it knows who polls. */
  private async workers(): Promise<WorkerSeen[]> {
    if (this.engine.isAway) return [];
    try {
      return await this.engine.call((client) => listWorkers(client, this.config.temporal.namespace));
    } catch {
      return [];
    }
  }

  private async facts(): Promise<DatabaseFacts> {
    const { rows } = await this.pool.query<DatabaseFacts>(
      `select pg_database_size(current_database()) as size, current_setting('server_version') as server,
         (select count(*)::int from outbox where delivered_at is null) as waiting,
         (select min(created_at) from outbox where delivered_at is null) as oldest_at`,
    );
    if (!rows[0]) throw new Error('The database told nothing about itself');
    return rows[0];
  }
}
