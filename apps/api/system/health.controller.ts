import { Controller, Get } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { MikroORM } from '@mikro-orm/postgresql';
import { Public } from '../auth/access.js';

/** For whoever starts and restarts this process. Temporal is not asked: the API serves without it. */
@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly orm: MikroORM,
  ) {}

  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** 503 while the database is away or its migrations have not all been applied. */
  @Get(['', 'ready'])
  ready() {
    return this.checks.check([
      async () => {
        const database = this.indicators.check('database');
        try {
          const pending = await this.orm.migrator.getPending();
          return pending.length > 0 ? database.down('migrations are pending') : database.up();
        } catch {
          return database.down('not reachable');
        }
      },
    ]);
  }
}
