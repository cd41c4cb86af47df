import { randomUUID } from 'node:crypto';
import { ask, json, newOffice, page, preview, sourceOf, type TemplatePage } from './mail-templates.js';
import { as, platform, type Session, until } from './platform/platform.js';
import { joinAsNew, mailTo } from './platform/newcomer.js';

describe('templates of mail', () => {
  it('are there for every kind from the first day on, and are the platform’s', async () => {
    const { agent } = await newOffice();
    const { body } = await ask<{ data: { kind: string; isOwn: boolean; subject: string }[] }>(agent, 'mail-templates');
    expect(body.data.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['invitation', 'reminder_2', 'claim_code']),
    );
    expect(body.data.every(({ isOwn, subject }) => !isOwn && subject !== '')).toBe(true);
    expect(await page(agent)).toMatchObject({ isOwn: false, versions: [{ createdBy: null, isCurrent: true }] });
  });

  it('become the account’s own when saved, for colleagues too and for nobody else', async () => {
    const { agent, colleague } = await newOffice();
    const source = { ...sourceOf(await page(agent)), subject: 'Your page for {{homeStreet}}, from {{agentName}}' };
    const saved = await ask<TemplatePage>(agent, 'mail-templates/invitation/versions', json(source));
    expect(saved.status).toBe(201);
    expect(saved.body).toMatchObject({ isOwn: true, version: 1, current: { subject: source.subject } });
    expect(await page(colleague)).toMatchObject({ isOwn: true, current: { subject: source.subject } });
    expect(await page(await as('agent2'))).toMatchObject({ isOwn: false });
    expect((await preview(agent, {})).subject).toBe('Your page for 12 Elm St, from Newcomer');
  });

  it('keep every version, and send an older one again when asked', async () => {
    const { agent } = await newOffice();
    const source = sourceOf(await page(agent, 'answer'));
    const path = 'mail-templates/answer';
    for (const subject of ['First words', 'Second words'])
      await ask(agent, `${path}/versions`, json({ ...source, subject }));
    const used = await ask<TemplatePage>(agent, `${path}/versions/1/use`, json({}));
    expect(used.body).toMatchObject({ version: 1, current: { subject: 'First words' } });
    expect(used.body.versions.map(({ version, isCurrent }) => [version, isCurrent])).toEqual([
      [2, false],
      [1, true],
    ]);
    expect((await ask(agent, `${path}/versions/2`)).body).toMatchObject({ subject: 'Second words' });
    expect((await ask(agent, `${path}/versions/9/use`, json({}))).status).toBe(404);
  });

  it('go back to the platform’s when the account gives its own up', async () => {
    const { agent } = await newOffice();
    const before = await page(agent, 'claimed');
    const path = 'mail-templates/claimed';
    expect((await ask(agent, path, { method: 'DELETE' })).status).toBe(409);
    await ask(agent, `${path}/versions`, json({ ...sourceOf(before), subject: 'Ours' }));
    const after = await ask<TemplatePage>(agent, path, { method: 'DELETE' });
    expect(after.body).toMatchObject({ isOwn: false, current: before.current });
    const again = await ask<TemplatePage>(agent, `${path}/versions`, json({ ...sourceOf(before), subject: 'Anew' }));
    expect(again.body).toMatchObject({ version: 1, versions: [{ version: 1 }] });
  });

  it('tell who was quicker, and lose neither text', async () => {
    const { agent, colleague } = await newOffice();
    const source = sourceOf(await page(agent));
    const path = 'mail-templates/invitation/versions';
    const save = (session: Session, subject: string, basedOn: number) =>
      ask<{ detail: string; code: string }>(session, path, json({ ...source, subject, basedOn }));
    expect((await save(agent, 'One', 1)).status).toBe(201);
    expect((await save(colleague, 'Two', 1)).status).toBe(201);
    const late = await save(agent, 'Three', 1);
    expect(late).toMatchObject({ status: 409, body: { code: 'changed_meanwhile' } });
    expect(late.body.detail).toContain('Newcomer changed this mail to version 2');
    expect((await page(agent)).current.subject).toBe('Two');
  });
});

describe('a preview', () => {
  it('shows the very mail to any contact, and who answers go to', async () => {
    const { agent, email } = await newOffice();
    const home = { street: '7 Oak Ave', city: 'Boulder', state: 'CO', zip: '80302' };
    const contact = { firstName: 'Ute', lastName: 'Kern', email: `ute.${randomUUID()}@example.net`, ...home };
    const made = await ask<{ id: string }>(agent, 'contacts', json({ ...contact, coFirstName: 'Jo' }));
    const shown = await preview(agent, { contactId: made.body.id });
    expect(shown).toMatchObject({ subject: 'Newcomer made a page for 7 Oak Ave', missing: [], issues: [] });
    expect(shown.to).toBe(`Ute Kern <${contact.email}>`);
    expect(shown.replyTo).toContain(email);
    expect(shown.text).toContain('Hi Ute and Jo,');
    expect(shown.html).toContain('12 Elm St, Boulder, CO 80302');
    expect(shown.checks.filter(({ level }) => level === 'block')).toEqual([]);
    expect(shown.checks).toContainEqual(expect.objectContaining({ rule: 'G3', level: 'note' }));
  });

  it('shows a contact of whom nothing is known, with what stands in for it', async () => {
    const { agent } = await newOffice();
    const made = await ask<{ id: string }>(agent, 'contacts', json({ lastName: 'Kern', firstName: 'X' }));
    const source = sourceOf(await page(agent));
    const draft = {
      ...source,
      text: `{{lastName}} {{agentTitle}}\n${source.text}`,
      fallbacks: { homeStreet: 'home sweet home' },
    };
    const shown = await preview(agent, { contactId: made.body.id, draft });
    expect(shown.subject).toBe('Newcomer made a page for home sweet home');
    expect(shown.missing).toEqual([
      { variable: 'agentTitle', sentence: expect.stringContaining('give it a fallback') as string },
    ]);
    expect(shown.text).toContain('Kern [no agentTitle]');
  });

  it('says what blocks sending before anybody presses Send', async () => {
    const admin = await as('admin');
    const slug = `mails-${randomUUID().slice(0, 13)}`;
    const account = await ask<{ id: string }>(admin, 'accounts', json({ name: 'Bare Realty', slug }));
    const more = { role: 'agent', accountId: account.body.id };
    const { session } = await joinAsNew(admin, { path: '/api/users', more });
    const shown = await preview(session, {});
    expect(shown.missing.map(({ variable }) => variable)).toEqual(['postalAddress']);
    expect(shown.checks[0]).toMatchObject({ rule: 'L4', level: 'block' });
    const source = sourceOf(await page(session));
    const draft = { ...source, subject: 'Re: act now' };
    expect((await preview(session, { draft })).checks.map(({ rule }) => rule)).toContain('L2');
  });

  it('shows nobody of another account', async () => {
    const { agent } = await newOffice();
    const theirs = await ask<{ id: string }>(await as('agent'), 'contacts', json({ firstName: 'A', lastName: 'B' }));
    const { status } = await ask(agent, 'mail-templates/invitation/preview', json({ contactId: theirs.body.id }));
    expect(status).toBe(404);
  });
});

describe('a test mail', () => {
  it('comes to oneself alone, says that it is a test, and its links lead nowhere', async () => {
    const { agent, email } = await newOffice();
    const made = await ask<{ id: string }>(
      agent,
      'contacts',
      json({ firstName: 'Ida', lastName: 'Test', email: `ida.${randomUUID()}@example.net` }),
    );
    const answer = await ask<{ to: string; outcome: string; sentence: string }>(
      agent,
      'mail-templates/invitation/test',
      json({ contactId: made.body.id }),
    );
    expect(answer.body).toEqual({ to: email, outcome: 'accepted', sentence: `A test is on its way to ${email}.` });
    const mail = await mailTo(email, ({ subject }) => subject.startsWith('Test: '));
    expect(mail.to.map(({ address }) => address)).toEqual([email]);
    expect(mail.text).toContain('This is a test that you sent to yourself.');
    expect(mail.text).toContain('Hi Ida,');
    const link = /https?:\S+\/i\/[\w-]+/.exec(mail.text)?.[0] ?? '';
    expect(link.startsWith(`${platform().apiUrl}/i/this-link-leads-nowhere`)).toBe(true);
  });

  it('is not sent from a draft that could not be saved', async () => {
    const { agent } = await newOffice();
    const draft = { ...sourceOf(await page(agent)), text: '{{nonsense}}' };
    const { status } = await ask(agent, 'mail-templates/invitation/test', json({ draft }));
    expect(status).toBe(422);
  });
});

describe('the platform’s own templates', () => {
  it('are an administrator’s to change; accounts with their own keep theirs', async () => {
    const admin = await as('admin');
    const { agent } = await newOffice();
    const other = await newOffice();
    const kind = 'co_owner_invitation';
    const path = `mail-templates/${kind}`;
    const before = await page(admin, kind);
    await ask(agent, `${path}/versions`, json({ ...sourceOf(before), subject: 'Ours' }));
    try {
      const saved = await ask<TemplatePage>(
        admin,
        `${path}/versions`,
        json({ ...sourceOf(before), subject: 'Theirs' }),
      );
      expect(saved.body).toMatchObject({ version: before.versions[0]!.version + 1, isOwn: true });
      expect((await page(other.agent, kind)).current.subject).toBe('Theirs');
      expect((await page(agent, kind)).current.subject).toBe('Ours');
    } finally {
      await ask(admin, `${path}/versions/${before.version}/use`, json({}));
    }
    await until(
      'the old words',
      async () => (await page(other.agent, kind)).current.subject === before.current.subject,
    );
  });
});
