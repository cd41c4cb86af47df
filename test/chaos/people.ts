import { seeded } from '../seeded.js';

/** Header of the generated file → field; the order of its columns. */
export const chaosFields = {
  'First Name': 'firstName',
  'Last Name': 'lastName',
  'E-mail': 'email',
  Phone: 'phone',
  Street: 'street',
  City: 'city',
  State: 'state',
  Zip: 'zip',
  Company: 'company',
  Notes: 'notes',
} as const;

export interface BaseContact {
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  city: string | null;
}

const firstNames = ['Ada', 'Ben', 'Cleo', 'Dev', 'Esra', 'Finn', 'Gita', 'Hugo', 'Ines', 'Jonas'];
const lastNames = ['Abbott', 'Baker', 'Castro', 'Dufour', 'Engel', 'Fuchs', 'Grant', 'Haddad', 'Ito', 'Jensen'];
const cities = ['Springfield', 'Riverton', 'Lakewood', 'Fairview', 'Georgetown'];

/**
 * A messy office: mixed case, quoted cells with commas and line breaks, rows without e-mail, 2 % bad, 1 % said twice, and
 * contacts that are there already: some just so, some with a blank to fill.
 */
export function generatePeople(seed: number, rows: number): { csv: string; base: BaseContact[] } {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]) => list[random(list.length)]!;
  const lines = [Object.keys(chaosFields).join(',')];
  const base: BaseContact[] = [];
  const told: string[][] = [];

  for (let i = 0; i < rows; i++) {
    const cells = told.length > 0 && random(100) === 0 ? retell(pick(told)) : person(i);
    lines.push(cells.map(quoted).join(','));
  }
  return { csv: `${lines.join('\n')}\n`, base };

  function person(i: number): string[] {
    const first = pick(firstNames);
    const last = `${pick(lastNames)}${letters(i)}`;
    const email =
      random(25) === 0 ? '' : `${first}.${last}@${pick(['example.com', 'example.org', 'mail.example.net'])}`;
    const phone = email === '' || random(3) > 0 ? `(312) 555-${String(random(10_000)).padStart(4, '0')}` : '';
    const city = pick(cities);
    const street = random(10) === 0 ? `${random(900) + 1} Main St, "Rear"` : `${random(900) + 1} Oak Avenue`;
    const notes = random(30) === 0 ? 'Met twice,\nlikes gardens' : '';
    const cells = [
      first,
      last,
      email,
      phone,
      street,
      city,
      'IL',
      `6${String(random(10_000)).padStart(4, '0')}`,
      '',
      notes,
    ];
    if (random(50) === 0) return spoiled(cells);
    told.push(cells);
    if (email !== '' && random(10) === 0)
      base.push({
        firstName: first,
        lastName: last,
        email: email.toLowerCase(),
        phone: null,
        city: random(2) === 0 ? city : null,
      });
    else if (email === '' && random(4) === 0)
      base.push({ firstName: first, lastName: last, email: null, phone: `+1${phone.replace(/\D/g, '')}`, city });
    return cells;
  }

  function spoiled(cells: string[]): string[] {
    return random(2) === 0 ? cells.with(1, '') : cells.with(2, 'no address here');
  }

  function retell(cells: string[]): string[] {
    return random(2) === 0 ? cells.with(2, cells[2]!.toUpperCase()) : cells.with(5, pick(cities));
  }
}

/** A different ending for each number, so that no two people share a name by chance. */
function letters(n: number): string {
  let text = '';
  for (let rest = n + 1; rest > 0; rest = Math.floor(rest / 26)) text += String.fromCharCode(97 + (rest % 26));
  return text;
}

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
