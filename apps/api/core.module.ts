import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { createPool } from '../../database/pool.js';
import type { Config } from '../../integrations/config.js';
import { auditSignIn } from './auth/audit-sign-in.js';
import { createAuth } from './auth/auth.js';
import { AUTH, Sessions } from './auth/sessions.js';
import { Mailer } from '../../integrations/mailer.js';
import { openStorage, Storage } from '../../integrations/storage.js';
import { CONFIG } from './config.js';

const AUTH_POOL = Symbol('auth pool');

/** What is open for the whole life of the process: settings, connections, sign-in. */
@Global()
@Module({})
export class CoreModule implements OnApplicationShutdown {
  constructor(
    private readonly pool: Pool,
    @Inject(AUTH_POOL) private readonly authPool: Pool,
    private readonly mailer: Mailer,
  ) {}

  static with(config: Config): DynamicModule {
    return {
      module: CoreModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Pool, useFactory: () => createPool(config.databaseUrl) },
        { provide: AUTH_POOL, useFactory: () => createPool(config.databaseUrl, { max: 5, schema: 'auth' }) },
        {
          provide: AUTH,
          inject: [AUTH_POOL, Pool],
          useFactory: (authPool: Pool, pool: Pool) => createAuth(config, authPool, (event) => auditSignIn(pool, event)),
        },
        Sessions,
        { provide: Mailer, useFactory: () => new Mailer(config.smtpUrl, config.mailFrom) },
        { provide: Storage, useFactory: () => openStorage(config.storageUrl) },
      ],
      exports: [CONFIG, Pool, AUTH, Sessions, Storage, Mailer],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.mailer.close();
    await Promise.all([this.pool.end(), this.authPool.end()]);
  }
}
