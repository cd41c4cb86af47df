import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { createPool } from '../../database/pool.js';
import type { Config } from '../../integrations/config.js';
import { auditSignIn } from './auth/audit-sign-in.js';
import { createAuth } from './auth/auth.js';
import { AUTH, Sessions } from './auth/sessions.js';
import { Mailer } from '../../integrations/mail/mailer.js';
import { MjmlCompiler } from '../../integrations/mail/mjml-compiler.js';
import { openTransport } from '../../integrations/mail/open-transport.js';
import type { MailTransport } from '../../integrations/mail/transport.js';
import { KeyRing } from '../../integrations/secrets.js';
import { openStorage, Storage } from '../../integrations/storage.js';
import { CONFIG } from './config.js';

const AUTH_POOL = Symbol('auth pool');
/** Where the API itself hands mails over: to users, and tests to oneself. All others are the worker's. */
export const MAIL_TRANSPORT = Symbol('mail transport');

/** What is open for the whole life of the process: settings, connections, sign-in. */
@Global()
@Module({})
export class CoreModule implements OnApplicationShutdown {
  constructor(
    private readonly pool: Pool,
    @Inject(AUTH_POOL) private readonly authPool: Pool,
    @Inject(MAIL_TRANSPORT) private readonly transport: MailTransport,
    private readonly compiler: MjmlCompiler,
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
        { provide: MAIL_TRANSPORT, useFactory: () => openTransport(config.mail) },
        {
          provide: Mailer,
          inject: [MAIL_TRANSPORT],
          useFactory: (transport: MailTransport) => new Mailer(transport, config),
        },
        { provide: KeyRing, useFactory: () => new KeyRing(config.secretKeys) },
        MjmlCompiler,
        { provide: Storage, useFactory: () => openStorage(config.storageUrl) },
      ],
      exports: [CONFIG, Pool, AUTH, Sessions, Storage, Mailer, MAIL_TRANSPORT, KeyRing, MjmlCompiler],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.transport.close();
    await this.compiler.close();
    await Promise.all([this.pool.end(), this.authPool.end()]);
  }
}
