import { as, platform, type Session } from './platform/platform.js';
import { joinAsNew } from './platform/newcomer.js';

const json = (body: unknown, method = 'PATCH'): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function ask<T = Record<string, unknown>>(session: Session, path: string, init?: RequestInit) {
  const answer = await session(path, init);
  return { status: answer.status, body: (await answer.json()) as T };
}

const chunk = (type: string, data: Buffer) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};

/** The smallest PNG in form that is large enough for a card; no pixels, since nobody decodes it here. */
function picture(side: number): Blob {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side);
  header.writeUInt32BE(side, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Blob([Buffer.concat([signature, chunk('IHDR', header), chunk('IEND', Buffer.alloc(0))])]);
}

const photoForm = (content: Blob): RequestInit => {
  const body = new FormData();
  body.set('file', content, 'me.png');
  return { method: 'PUT', body };
};

/** An agent in an account of their own, which has written nothing about itself yet. */
async function newAgent(): Promise<Session> {
  const admin = await as('admin');
  const slug = `sender-${process.pid}-${Date.now()}`;
  const account = await ask<{ id: string }>(admin, '/api/accounts', json({ name: 'Elm Realty', slug }, 'POST'));
  const more = { role: 'agent', accountId: account.body.id };
  return (await joinAsNew(admin, { path: '/api/users', more })).session;
}

describe('the sender', () => {
  it('keeps the hours of its country until it names its own zone, which must be one', async () => {
    const agent = await newAgent();
    expect((await ask(agent, '/api/sender')).body).toMatchObject({ timeZone: null, usedTimeZone: 'America/New_York' });
    const { status, body } = await ask<{ fields: Record<string, string> }>(
      agent,
      '/api/sender',
      json({ timeZone: 'Mountain' }),
    );
    expect({ status, fields: body.fields }).toEqual({
      status: 422,
      fields: { timeZone: expect.stringContaining('as in America/Denver') as string },
    });
    await ask(agent, '/api/sender', json({ timeZone: 'America/Denver' }));
    expect((await ask(agent, '/api/sender')).body).toMatchObject({ usedTimeZone: 'America/Denver' });
  });

  it('is there in the demo, so that a first invitation can leave', async () => {
    const { body } = await ask<{ missing: unknown[]; brokerage: string }>(await as('agent2'), '/api/sender');
    expect(body).toMatchObject({ brokerage: 'Lakeside Homes Inc.', missing: [] });
  });

  it('says what keeps a new account from sending, until the postal address is there', async () => {
    const agent = await newAgent();
    const before = await ask<{ missing: { field: string; sentence: string }[] }>(agent, '/api/sender');
    expect(before.body.missing).toEqual([
      { field: 'postalAddress', sentence: expect.stringContaining('Add the postal address') as string },
    ]);
    const change = {
      brokerage: ' Elm Realty  LLC ',
      website: 'elm.example',
      postalAddress: '12 Elm St\nBoulder, CO 80302',
    };
    const { status, body } = await ask(agent, '/api/sender', json(change));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      accountName: 'Elm Realty',
      brokerage: 'Elm Realty LLC',
      website: 'https://elm.example',
      postalAddress: '12 Elm St\nBoulder, CO 80302',
      missing: [],
    });
    expect((await ask(agent, '/api/sender')).body).toEqual(body);
  });

  it.each([
    ['postalAddress', { postalAddress: 'Boulder' }, 'street with its number'],
    ['website', { website: 'javascript:alert(1)' }, 'not the address of a website'],
    ['brokerage', { brokerage: 'x'.repeat(121) }, 'At most 120'],
  ])('refuses what no %s can be, at the field, and keeps what was there', async (field, change, sentence) => {
    const agent = await as('agent2');
    const before = await ask(agent, '/api/sender');
    const { status, body } = await ask<{ fields: Record<string, string> }>(agent, '/api/sender', json(change));
    expect(status).toBe(422);
    expect(body.fields[field]).toContain(sentence);
    expect((await ask(agent, '/api/sender')).body).toEqual(before.body);
  });
});

describe('the card of an agent', () => {
  it('is their own: a colleague’s stays as it is', async () => {
    const { session } = await joinAsNew(await as('agent'));
    const colleague = await ask(await as('colleague'), '/api/agent-profile');
    const change = {
      title: 'Realtor',
      phone: '303 555 0177',
      license: 'CO 1',
      about: 'One.\nTwo.',
      replyTo: 'me@example.com',
    };
    expect((await ask(session, '/api/agent-profile', json(change))).body).toMatchObject({ ...change, photoUrl: null });
    expect((await ask(await as('colleague'), '/api/agent-profile')).body).toEqual(colleague.body);
    expect((await ask(session, '/api/agent-profile', json({ title: '' }))).body).toMatchObject({
      title: null,
      license: 'CO 1',
    });
  });

  it.each([
    ['phone', { phone: '12' }],
    ['replyTo', { replyTo: 'not an address' }],
    ['about', { about: 'x'.repeat(601) }],
  ])('refuses what no %s can be, at the field', async (field, change) => {
    const { session } = await joinAsNew(await as('agent'));
    const { status, body } = await ask<{ fields: object }>(session, '/api/agent-profile', json(change));
    expect(status).toBe(422);
    expect(Object.keys(body.fields)).toEqual([field]);
  });

  it('shows its photo to everybody who has the address, until it is removed or replaced', async () => {
    const { session } = await joinAsNew(await as('agent'));
    const first = await ask<{ photoUrl: string }>(session, '/api/agent-profile/photo', photoForm(picture(200)));
    const shown = await fetch(first.body.photoUrl);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect((await shown.arrayBuffer()).byteLength).toBeGreaterThan(20);

    const second = await ask<{ photoUrl: string }>(session, '/api/agent-profile/photo', photoForm(picture(300)));
    expect(second.body.photoUrl).not.toBe(first.body.photoUrl);
    expect((await fetch(first.body.photoUrl)).status).toBe(404);
    const { body } = await ask(session, '/api/agent-profile/photo', { method: 'DELETE' });
    expect(body).toMatchObject({ photoUrl: null });
    expect((await fetch(second.body.photoUrl)).status).toBe(404);
  });

  it('refuses what is no picture, is too small or too large, and says what to send', async () => {
    const { session } = await joinAsNew(await as('agent'));
    const send = (content: Blob) => ask<{ detail: string }>(session, '/api/agent-profile/photo', photoForm(content));
    expect((await send(new Blob(['hello']))).body.detail).toContain('send a JPEG or PNG file');
    expect((await send(picture(20))).body.detail).toContain('20 × 20');
    const large = await send(new Blob([Buffer.alloc(5 * 1024 * 1024)]));
    expect(large).toMatchObject({ status: 413, body: { detail: expect.stringContaining('4 MB') as string } });
    const photo = `${platform().apiUrl}/api/agent-photos/${'0'.repeat(32)}.jpg`;
    expect((await fetch(photo)).status).toBe(404);
  });
});
