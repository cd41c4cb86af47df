import type { Platform } from '../../apps/local/platform.js';
import type { Connection } from '../../apps/api/syncs/syncs.schemas.js';
import { ask } from '../importing.js';
import { as, until } from '../platform/platform.js';
import { SandboxPage } from '../sandbox-page.js';
import type { ConsolePage } from './pages.js';

const ofAgent = (name: string, path: string): ConsolePage => ({ name, path, role: 'agent', onPhone: true });

/** A connection with the sandbox CRM that has synced twice and has records open, and the pages it has. */
export async function crmPages({ apiUrl, sandboxUrl = '' }: Platform): Promise<ConsolePage[]> {
  const agent = await as('agent', apiUrl);
  const sandbox = new SandboxPage(sandboxUrl);
  const fields = { key: await sandbox.key() };
  const { body: made } = await ask<Connection>(agent, 'POST /connections', { connector: 'sandbox', fields });
  const at = `/connections/${made.id}`;
  const rests = (what: string, isSo: (connection: Connection) => boolean) =>
    until(what, async () => isSo((await ask<Connection>(agent, `GET ${at}`)).body), { seconds: 120 });
  await rests('everybody is in', ({ run, syncedAt }) => !run && syncedAt !== null);
  await sandbox.press('add', { firstName: 'Vera', lastName: '', email: 'vera@example.com' });
  await sandbox.press('add', { firstName: 'Milo', lastName: 'Hart', email: 'milo@' });
  await sandbox.press('add', { firstName: 'Ines', lastName: 'Prado', email: 'ines.prado@example.com' });
  await ask(agent, `POST ${at}/sync`);
  await rests('the changes are in', ({ run, openProblems }) => !run && openProblems === 2);
  const filter = encodeURIComponent(JSON.stringify({ connectionId: made.id }));
  const { body: people } = await ask<{ data: { id: string }[] }>(agent, `GET /contacts?perPage=1&filter=${filter}`);
  return [
    ofAgent('crm', '/connections'),
    ofAgent('crm-runs', at),
    ofAgent('crm-problems', `${at}/problems`),
    ofAgent('crm-settings', `${at}/settings`),
    ofAgent('crm-timeline', `${at}/timeline`),
    ofAgent('crm-key', `${at}/key`),
    ofAgent('crm-disconnect', `${at}/disconnect`),
    ofAgent('crm-contact', `/contacts/${people.data[0]?.id}?tab=crm`),
    ofAgent('crm-home', '/'),
  ];
}
