import type { Platform } from '../../apps/local/platform.js';
import { until } from '../platform/platform.js';
import { addClaimedHub, addContact, ask } from './hub-scene.js';
import type { ConsolePage } from './pages.js';

const ofAgent = (name: string, path: string): ConsolePage => ({ name, path, role: 'agent', onPhone: true });

/** Hubs that are ready, invited and claimed, made through the API, and the pages they have. */
export async function hubPages({ apiUrl, env }: Platform): Promise<ConsolePage[]> {
  const place = { apiUrl, databaseUrl: env.DATABASE_URL ?? '' };
  const hubFor = async (contactId: string) =>
    (await ask<{ id: string }>('POST', '/hubs', { contactId, details: { kind: 'house', beds: 3 } }, place)).id;
  const clara = await addContact({ firstName: 'Clara', lastName: 'Winter', street: '9 Pine Ct' }, place);
  const ready = await hubFor(clara.contactId);
  const anna = await addContact({ lastName: 'Bell', coFirstName: 'Ben', coEmail: 'ben.bell@example.com' }, place);
  const invited = await hubFor(anna.contactId);
  await ask('POST', `/hubs/${invited}/invitations`, {}, place);
  await until('the invitation is sent', async () => {
    const { invitation } = await ask<{ invitation: { firstSentAt: string | null } }>('GET', `/hubs/${invited}`, undefined, place); // prettier-ignore
    return invitation.firstSentAt;
  });
  const { hubId: claimed } = await addClaimedHub(place);
  return [
    ofAgent('hubs', '/hubs'),
    { ...ofAgent('hubs-none', '/hubs'), person: 'agent2' },
    ofAgent('hub-new', '/hubs/new'),
    ...['home', 'homeowners', 'message', 'send'].map((step) => ofAgent(`hub-${step}`, `/hubs/${ready}/${step}`)),
    ofAgent('hub-invited', `/hubs/${invited}`),
    ofAgent('hub-claimed', `/hubs/${claimed}`),
    ofAgent('home-with-hubs', '/'),
    ofAgent('contact-hub', `/contacts/${anna.contactId}?tab=hub`),
    ofAgent('contact-mail', `/contacts/${anna.contactId}?tab=mail`),
  ];
}
