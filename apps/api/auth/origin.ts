import type { Config } from '../../../integrations/config.js';

/** Whether a browser page at `origin` may write here: the console itself; in the local platform also one served on another port. */
export function isTrustedOrigin(origin: string, config: Pick<Config, 'publicUrl' | 'local'>): boolean {
  if (!URL.canParse(origin)) return false;
  if (origin === new URL(config.publicUrl).origin) return true;
  return config.local && ['localhost', '127.0.0.1'].includes(new URL(origin).hostname);
}
