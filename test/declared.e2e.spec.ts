import { Controller, Get, Module, Post, Req } from '@nestjs/common';
import { APP_INTERCEPTOR, DiscoveryModule, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { jest } from '@jest/globals';
import { Pool } from 'pg';
import { AuditCheckInterceptor } from '../apps/api/auth/audit-check.interceptor.js';
import { type ActorRequest, Audited, NotAudited, Public, Roles } from '../apps/api/auth/access.js';
import { checkRoutes } from '../apps/api/auth/routes.js';
import { CONFIG } from '../apps/api/config.js';
import { createPool } from '../database/pool.js';
import { recordAudit } from '../database/record-audit.js';
import { platform } from './platform/platform.js';

jest.setTimeout(60_000);

@Controller('open')
class SaysNothing {
  @Get()
  get() {
    return 'for whom?';
  }
}

@Controller('silent')
@Roles('agent')
class ChangesSilently {
  @Post()
  post() {
    return 'changed';
  }
}

@Controller('promise')
@Public()
class Promises {
  constructor(private readonly pool: Pool) {}

  @Post('broken')
  @Audited('thing.changed')
  broken() {
    return { changed: true };
  }

  @Post('kept')
  @Audited('thing.changed')
  async kept(@Req() { id }: ActorRequest) {
    const actor = { kind: 'system', id: null, role: null } as const;
    await recordAudit(this.pool, { accountId: '0', actor, action: 'thing.changed', requestId: id });
    return { changed: true };
  }

  @Post('excused')
  @NotAudited('for this spec')
  excused() {
    return { changed: false };
  }
}

async function boot(controller: new (...injected: never[]) => object): Promise<NestExpressApplication> {
  @Module({
    imports: [DiscoveryModule],
    controllers: [controller],
    providers: [
      { provide: Pool, useFactory: () => createPool(platform().databaseUrl, { max: 2 }) },
      { provide: CONFIG, useValue: { local: true } },
      { provide: APP_INTERCEPTOR, useClass: AuditCheckInterceptor },
    ],
  })
  class OneController {}
  const app = await NestFactory.create<NestExpressApplication>(OneController, { logger: false });
  app.use((request: ActorRequest, _: unknown, next: () => void) => {
    request.id = `spec-${process.pid}-${Date.now()}-${request.path.slice(1).replace('/', '-')}`;
    next();
  });
  return app;
}

async function end(app: NestExpressApplication): Promise<void> {
  await app.get(Pool).end();
  await app.close();
}

it.each([
  [SaysNothing, 'SaysNothing.get says neither @Roles nor @Public'],
  [ChangesSilently, 'ChangesSilently.post says neither @Audited nor @NotAudited'],
])('does not start with a route that keeps quiet about itself: %p', async (controller, sentence) => {
  const app = await boot(controller);
  expect(() => checkRoutes(app)).toThrow(sentence);
  await end(app);
});

it('fails a request whose promised audit event was not committed', async () => {
  const app = await boot(Promises);
  expect(() => checkRoutes(app)).not.toThrow();
  await app.listen(0, '127.0.0.1');
  const post = async (path: string) =>
    (await fetch(`${await app.getUrl()}/promise/${path}`, { method: 'POST' })).status;
  expect([await post('broken'), await post('kept'), await post('excused')]).toEqual([500, 201, 201]);
  await end(app);
});
