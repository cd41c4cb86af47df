import { type Asked, type Reply } from './emulator.js';
import { tellChange } from './hooks.js';
import { type Kept, newKey } from './kept.js';
import { type Person, stages } from './people.js';

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
const shownAtOnce = 50;

/** The sandbox's own page: its key, and its people to change, so that a newcomer sees a sync at work and mends one that broke. */
export function answerPage(asked: Asked, kept: Kept): Reply | null {
  if (asked.path === '/' && asked.method === 'GET')
    return html(kept, { find: asked.query.get('find') ?? '', id: asked.query.get('id') });
  if (asked.method !== 'POST' || !asked.path.startsWith('/page/')) return null;
  // Forms of this page alone: no other site may press its buttons.
  if (asked.headers.origin !== asked.origin) return { status: 403, text: 'This form belongs to another page.' };
  const form = new URLSearchParams(asked.body);
  const said = (name: string) => form.get(name)?.trim() ?? '';
  const id = Number(said('id'));
  switch (asked.path) {
    case '/page/revoke':
      kept.keys.clear();
      break;
    case '/page/renew':
      kept.keys.clear();
      kept.keys.add(newKey());
      break;
    case '/page/add':
      tellChange(kept.standing.values(), 'peopleCreated', [kept.population.add(values(said)).id]);
      break;
    case '/page/edit':
      if (!kept.population.people.has(id)) break;
      kept.population.edit(id, values(said));
      tellChange(kept.standing.values(), 'peopleUpdated', [id]);
      break;
    case '/page/delete':
      if (!kept.population.people.has(id)) break;
      kept.population.remove(id);
      tellChange(kept.standing.values(), 'peopleDeleted', [id]);
      break;
    default:
      return { status: 404, text: 'There is no such button.' };
  }
  void kept.save();
  const find = said('find');
  return { status: 303, headers: { location: find ? `/?find=${encodeURIComponent(find)}` : '/' }, text: '' };
}

const values = (said: (name: string) => string): Partial<Person> => ({
  firstName: said('firstName'),
  lastName: said('lastName'),
  email: said('email'),
  phone: said('phone'),
  stage: said('stage'),
  tags: said('tags').split(',').map((tag) => tag.trim()).filter(Boolean), // prettier-ignore
});

/** @param asked.id of one person alone, to whom a link of somebody else led */
function html({ population, keys }: Kept, { find, id }: { find: string; id: string | null }): Reply {
  const all = population.here();
  const among = id === null ? all : all.filter((person) => String(person.id) === id);
  const found = among.filter((person) => `${person.firstName} ${person.lastName} ${person.email}`.toLowerCase().includes(find.toLowerCase())); // prettier-ignore
  const key = [...keys][0];
  const text = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sandbox CRM</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head><body><main>
<h1>Sandbox CRM</h1>
<p>A CRM for trying out, with ${all.length.toLocaleString('en-US')} invented people. It runs on this machine alone.</p>
<section aria-labelledby="key"><h2 id="key">API key</h2>
${key ? `<p><code>${escaped(key)}</code></p>` : '<p><strong>The key is revoked.</strong> Whoever still uses it is refused. Make a new one and connect again with it.</p>'}
<form method="post" action="/page/renew"><button>Make a new key</button></form>
${key ? '<form method="post" action="/page/revoke"><button>Revoke the key</button></form>' : ''}</section>
<section aria-labelledby="people"><h2 id="people">People</h2>
<form method="get" action="/"><label>Find <input name="find" value="${escaped(find)}"></label> <button>Find</button></form>
<p>${found.length > shownAtOnce ? `The newest ${shownAtOnce} of ${found.length.toLocaleString('en-US')} found.` : `${found.length} found.`}</p>
<div class="person">${fields(null, find)}</div>
${found.toReversed().slice(0, shownAtOnce).map((person) => `<div class="person">${fields(person, find)}</div>`).join('\n')}
</section></main></body></html>`; // prettier-ignore
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    },
    text,
  };
}

/** A form for a person, or for a new one. */
function fields(person: Person | null, find: string): string {
  const who = person ? `${person.firstName} ${person.lastName}` : 'new person';
  const input = (name: 'firstName' | 'lastName' | 'email' | 'phone', label: string) =>
    `<input name="${name}" aria-label="${label} of ${escaped(who)}" placeholder="${label}" value="${escaped(person?.[name] ?? '')}">`;
  const options = stages
    .map((stage) => `<option${stage === person?.stage ? ' selected' : ''}>${stage}</option>`)
    .join('');
  return `<form method="post" action="${person ? '/page/edit' : '/page/add'}">
<input type="hidden" name="find" value="${escaped(find)}">${person ? `<input type="hidden" name="id" value="${person.id}">` : ''}
${input('firstName', 'First name')}${input('lastName', 'Last name')}${input('email', 'E-mail')}${input('phone', 'Phone')}
<select name="stage" aria-label="Stage of ${escaped(who)}">${options}</select>
<input name="tags" aria-label="Tags of ${escaped(who)}" placeholder="Tags, with commas" value="${escaped(person?.tags.join(', ') ?? '')}">
<button>${person ? 'Save' : 'Add'}</button>${person ? '<button formaction="/page/delete">Delete</button>' : ''}</form>`;
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f6f5f2;color:#22303c}main{max-width:72rem;margin:0 auto;padding:1.5rem}section{background:#fff;border-radius:12px;padding:1rem 1.25rem;margin:1rem 0}code{font-size:1.1rem;user-select:all}form{display:inline-flex;gap:.4rem;flex-wrap:wrap;margin:.15rem 0}input,select,button{font:inherit;padding:.35rem .5rem;border:1px solid #8a949c;border-radius:8px;background:#fff;color:inherit}button{background:#20517a;color:#fff;border-color:#20517a;cursor:pointer}.person:first-of-type{border-bottom:1px solid #d8dcdf;padding-bottom:.5rem;margin-bottom:.5rem}';
