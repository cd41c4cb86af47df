import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Our own version, from package.json beside which every process is started. */
export const { version } = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as { version: string };
