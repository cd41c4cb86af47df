import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { isHomeownerPath } from './homeowners/paths.js';

const folder = join(process.cwd(), 'admin', 'dist');

const isApiPath = (path: string) => /^\/api(?:\/|$)/.test(path);

/** Serves the built console at `/`. Its assets carry a digest in their names and are kept by browsers for a year. */
export function serveConsole(app: NestExpressApplication): void {
  if (!existsSync(folder)) return;
  app.useStaticAssets(folder, {
    setHeaders: (response, path) => {
      const isNamedByDigest = path.includes(`${join('dist', 'assets')}`);
      response.setHeader('Cache-Control', isNamedByDigest ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.use(answerWithConsole);
}

/** The console routes by real paths, so that reload, back and a link sent to a colleague work: each of them is the one page. */
function answerWithConsole(request: Request, response: Response, next: NextFunction): void {
  const asksForPage = request.method === 'GET' && request.accepts('html') && !request.path.includes('.');
  if (!asksForPage || isApiPath(request.path) || isHomeownerPath(request.path)) return next();
  response.sendFile('index.html', { root: folder, headers: { 'Cache-Control': 'no-cache' } });
}
