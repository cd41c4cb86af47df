import { readFileSync } from 'node:fs';
import { Migration } from '@mikro-orm/migrations';

/** In the order in which they are applied. A migration that has been released is never edited: add another. */
const files = [
  'platform',
  'auth',
  'imports',
  'imports-counts',
  'imports-merge',
  'changes',
  'contacts',
  'imports-rows',
  'hubs',
  'mail',
  'syncs',
  'homeowners',
  'erase',
  'hubs-drafts',
  'people',
  'campaigns',
  'campaigns-ops',
  'audit-heads',
  'campaigns-audience',
  'syncs-pace',
  'campaigns-flow',
  'campaigns-review',
  'inbound',
  'campaigns-wire',
  'sending-places',
  'campaigns-funnel',
  'inbound-console',
  'complaints',
] as const;

export const migrations = files.map((name) => ({
  name,
  class: class extends Migration {
    override up(): void {
      this.addSql(readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8'));
    }
  },
}));
