import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import type { NextFunction, Response } from 'express';
import type { Config } from '../../integrations/config.js';
import { apiModule } from './api.module.js';
import { checkRoutes } from './auth/routes.js';
import type { ActorRequest } from './auth/access.js';
import { authRoutes } from './auth/auth.routes.js';
import { AUTH } from './auth/sessions.js';
import { serveConsole } from './console.js';
import { serveDocs } from './docs.js';
import { outsidePrefix } from './homeowners/paths.js';
import { SchemaPipe } from './validation.js';

/** Longer than proxies keep theirs (60 s is usual): none sends a request into a connection that is just being closed here. */
const keepAliveMs = 65_000;

const requestIdForm = /^[\w-]{8,64}$/;

/** The whole API, ready to listen. Boots with Temporal away; a route that does not say who may call it stops it here. */
export async function createApi(config: Config): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(apiModule(config), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  // One hop of private proxies in front of us may say whose address a request came from; nobody else may.
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  app.use(nameRequest, helmet({ contentSecurityPolicy: { directives: contentSecurity(config) } }));
  app.use('/api/auth', authRoutes(app.get(AUTH)));
  // What CRMs send is verified over its bytes, so nobody parses it first.
  app.useBodyParser('raw', { limit: '1mb', type: ({ url }) => url?.startsWith('/api/webhooks/') ?? false });
  app.useBodyParser('json', { limit: '1mb' });
  app.useGlobalPipes(new SchemaPipe());
  app.setGlobalPrefix('api', { exclude: outsidePrefix });
  serveDocs(app);
  serveConsole(app);
  checkRoutes(app);
  app.enableShutdownHooks([], { useProcessExit: true });
  const server: Server = app.getHttpServer();
  server.keepAliveTimeout = keepAliveMs;
  return app;
}

/** Logs, problems and audit events speak of a request by one id, ours or the proxy's. */
function nameRequest(request: ActorRequest, response: Response, next: NextFunction): void {
  const given = request.headers['x-request-id'];
  request.id = typeof given === 'string' && requestIdForm.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', request.id);
  next();
}

/** No inline script anywhere. Styles are written into the page by the console's component library. */
function contentSecurity({ publicUrl }: Config) {
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    connectSrc: ["'self'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: publicUrl.startsWith('https:') ? [] : null,
  };
}
