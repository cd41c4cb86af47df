import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';

/** The built console; it routes behind `#`, so there is one page to serve. */
const folder = join(process.cwd(), 'admin', 'dist');

/** Serves the console at `/`. Its assets carry a digest in their names and are kept by browsers for a year. */
export function serveConsole(app: NestExpressApplication): void {
  if (!existsSync(folder)) return;
  app.useStaticAssets(folder, {
    setHeaders: (response, path) => {
      const isNamedByDigest = path.includes(`${join('dist', 'assets')}`);
      response.setHeader('Cache-Control', isNamedByDigest ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
