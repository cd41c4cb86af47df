import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { as, type Person, platform } from '../platform/platform.js';
import { openBrowser, openPage } from './browser.js';
import { isShown, openPath } from './settle.js';

const patience = 120_000;
let browser: Browser;
const { apiUrl } = platform();
const open = (person: Person = 'agent') => openPage(browser, { apiUrl, as: person });

beforeAll(async () => {
  browser = await openBrowser();
}, patience);
afterAll(() => browser.close());

let count = 0;

/** A family name that no other contact has, made of letters alone. */
function familyName(): string {
  const letters = `${process.pid}${Date.now()}${++count}`.replaceAll(
    /\d/g,
    (digit) => 'abcdefghij'[Number(digit)] ?? '',
  );
  return `Q${letters}`;
}

/** Makes a contact through the API, for specs about something else. */
async function addContact(contact: Record<string, unknown>): Promise<string> {
  const session = await as('agent');
  const answer = await session('/api/contacts', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(contact),
  });
  if (!answer.ok) throw new Error(`Adding a contact answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('link') });
const search = (page: Page, text: string) => page.getByRole('searchbox', { name: 'Search contacts' }).fill(text);

/** The names in the list, once it has as many rows as expected. */
async function namesOf(page: Page, expected: number): Promise<string[]> {
  if (expected > 0)
    await rows(page)
      .nth(expected - 1)
      .waitFor();
  await rows(page).nth(expected).waitFor({ state: 'detached' });
  return rows(page).locator('a[href^="/contacts/"]').allTextContents();
}

describe('the list', () => {
  it(
    'finds a contact by name, e-mail, phone and street, and says when nothing matches',
    async () => {
      const lastName = familyName();
      const contact = { firstName: 'Vera', lastName, phone: '+1 303 555 0199', street: `${lastName} Street 9` };
      await addContact({ ...contact, email: `${lastName}@example.net` });
      const page = await open();
      await openPath(page, '/contacts');
      for (const text of [lastName, `${lastName}@example.net`, `0199 ${lastName}`, `${lastName} street 9`]) {
        await search(page, text);
        expect(await namesOf(page, 1)).toEqual([`Vera ${lastName}`]);
      }
      await search(page, `${lastName} nobody`);
      await page.getByText('Nothing matches.').waitFor();
      await page.context().close();
    },
    patience,
  );

  it(
    'narrows by tag and by e-mail, keeps that over a reload, and exports just that',
    async () => {
      const lastName = familyName();
      const tag = `tag ${lastName}`;
      await addContact({ firstName: 'Abel', lastName, tags: [tag], notes: '=1+1' });
      await addContact({ firstName: 'Berta', lastName, tags: [tag], email: `${lastName}@example.net` });
      await addContact({ firstName: 'Cora', lastName });
      const page = await open();
      await openPath(page, `/contacts?filter=${encodeURIComponent(JSON.stringify({ tag }))}`);
      await page.getByText(`Tag: ${tag}`).waitFor();
      expect((await namesOf(page, 2)).toSorted()).toEqual([`Abel ${lastName}`, `Berta ${lastName}`]);
      await page.getByRole('button', { name: 'Has e-mail' }).click();
      expect(await namesOf(page, 1)).toEqual([`Berta ${lastName}`]);
      await page.getByRole('button', { name: 'Has e-mail' }).click();
      await namesOf(page, 2);
      await page.reload();
      await namesOf(page, 2);

      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Export' }).click();
      const text = await readFile(await (await download).path(), 'utf8');
      const named = text.split('\n').filter((line) => line.includes(lastName));
      expect(named).toHaveLength(2);
      expect(text).not.toContain('Cora');
      expect(text).toContain("'=1+1");
      await page.context().close();
    },
    patience,
  );

  it(
    'tags and deletes those that are ticked',
    async () => {
      const lastName = familyName();
      for (const firstName of ['Dora', 'Emil', 'Finn']) await addContact({ firstName, lastName });
      const page = await open();
      await openPath(page, '/contacts');
      await search(page, lastName);
      await namesOf(page, 3);
      await page.getByRole('checkbox', { name: `Select Dora ${lastName}` }).check();
      await page.getByRole('checkbox', { name: `Select Emil ${lastName}` }).check();
      await page.getByText('2 contacts chosen').waitFor();
      await page.getByRole('button', { name: 'Add tag…' }).click();
      await page.getByRole('textbox', { name: 'Tag' }).fill('garden');
      await page.getByRole('dialog').getByRole('button', { name: 'Add tag' }).click();
      await page.getByText('2 contacts changed.').waitFor();
      await rows(page).filter({ hasText: 'garden' }).nth(1).waitFor();

      await page.getByRole('checkbox', { name: `Select Finn ${lastName}` }).check();
      await page.getByRole('button', { name: 'Delete…' }).click();
      await page.getByRole('button', { name: 'Delete for good' }).click();
      expect((await namesOf(page, 2)).toSorted()).toEqual([`Dora ${lastName}`, `Emil ${lastName}`]);
      await page.context().close();
    },
    patience,
  );
});

describe('one contact', () => {
  it(
    'is added by hand, edited in its place, and tells its history',
    async () => {
      const lastName = familyName();
      const page = await open();
      await openPath(page, '/contacts/create');
      await page.getByLabel('First name (needed)').fill('Greta');
      await page.getByLabel('Last name (needed)').fill(lastName);
      await page.getByRole('button', { name: 'Add contact' }).click();
      await page.getByRole('heading', { name: `Greta ${lastName}` }).waitFor();

      await page.getByRole('button', { name: 'Add E-mail and phone' }).click();
      await page.getByLabel('E-mail', { exact: true }).fill(`greta.${lastName}@example.org`);
      await page.getByLabel('Phone', { exact: true }).fill('303 555 0142');
      await page.keyboard.press('Enter');
      await page.getByText('+1 303 555 0142').waitFor();
      const history = page.getByRole('tabpanel', { name: 'History' });
      expect(await isShown(history.getByText('Changed by Maria Alvarez'))).toBe(true);
      expect(await isShown(history.getByText('Created by Maria Alvarez'))).toBe(true);
      await page.context().close();
    },
    patience,
  );

  it(
    'says at the field what is wrong with it, and loses nothing that was typed',
    async () => {
      const id = await addContact({ firstName: 'Hans', lastName: familyName() });
      const page = await open();
      await openPath(page, `/contacts/${id}`);
      await page.getByRole('button', { name: 'Add E-mail and phone' }).click();
      const email = page.getByLabel('E-mail', { exact: true });
      await email.fill('hans@');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('alert').waitFor();
      expect(await email.inputValue()).toBe('hans@');
      expect(await email.getAttribute('aria-invalid')).toBe('true');
      await page.context().close();
    },
    patience,
  );

  it(
    'shows both versions when a colleague was quicker, and saves what is chosen',
    async () => {
      const lastName = familyName();
      const id = await addContact({ firstName: 'Ida', lastName, company: 'Alder & Co', birthday: '05-04' });
      const [maria, tom] = [await open('agent'), await open('colleague')];
      for (const page of [maria, tom]) {
        await openPath(page, `/contacts/${id}`);
        await page.getByRole('button', { name: 'Edit Person' }).click();
      }
      await tom.getByLabel('Company').fill('Birch Ltd');
      await tom.getByLabel('First name').fill('Idar');
      await tom.getByRole('button', { name: 'Save' }).click();
      await tom.getByText('Birch Ltd').first().waitFor();

      await maria.getByLabel('Company').fill('Cedar Inc');
      await maria.getByLabel('First name').fill('Ilda');
      await maria.getByRole('button', { name: 'Save' }).click();
      const dialog = maria.getByRole('dialog', { name: 'Somebody changed this contact meanwhile' });
      await dialog.getByText('Birch Ltd').click();
      await dialog.getByRole('button', { name: 'Save what is chosen' }).click();
      expect(await isShown(maria.getByRole('heading', { name: `Ilda ${lastName}` }))).toBe(true);
      expect(await isShown(maria.getByText('Birch Ltd'))).toBe(true);
      await maria.context().close();
      await tom.context().close();
    },
    patience,
  );

  it(
    'is deleted after a question, and its address then says so',
    async () => {
      const id = await addContact({ firstName: 'Jan', lastName: familyName() });
      const page = await open();
      await openPath(page, `/contacts/${id}`);
      await page.getByRole('button', { name: 'Delete…' }).click();
      await page.getByRole('button', { name: 'Delete for good' }).click();
      await page.getByRole('heading', { name: 'Contacts' }).waitFor();
      await openPath(page, `/contacts/${id}`);
      expect(await isShown(page.getByText('There is no such contact.'))).toBe(true);
      await page.context().close();
    },
    patience,
  );
});
