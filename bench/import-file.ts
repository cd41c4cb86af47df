import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { seeded } from '../test/seeded.js';

/** Ten columns, as in a CRM's export: header → field. */
export const benchFields = {
  'First Name': 'firstName',
  'Last Name': 'lastName',
  'E-mail': 'email',
  Phone: 'phone',
  Street: 'street',
  City: 'city',
  State: 'state',
  Zip: 'zip',
  Company: 'company',
  Source: 'source',
} as const;

export interface BenchFile {
  rows: number;
  bad: number;
  duplicates: number;
  bytes: number;
}

/**
 * Writes a messy file and, beside it, its clean rows in COPY's text format as they will stand in `contacts`: what `\copy` would
 * have to load. 2 % bad, 1 % said twice, 5 % quoted cells, one e-mail in ten in mixed case.
 */
export async function writeBenchFile(rows: number, paths: { messy: string; clean: string }): Promise<BenchFile> {
  const random = seeded(rows);
  const pick = (list: readonly string[]) => list[random(list.length)]!;
  const messy = createWriteStream(paths.messy);
  const clean = createWriteStream(paths.clean);
  const counts = { bad: 0, duplicates: 0 };
  let earlier = '';
  let text = `${Object.keys(benchFields).join(',')}\n`;
  let copy = '';
  for (let i = 0; i < rows; i++) {
    const first = pick(firstNames);
    const last = pick(lastNames);
    const email = `${first}.${last}.${(i * 7919) % rows}@${pick(domains)}`.toLowerCase();
    const phone = `312555${String(random(10_000)).padStart(4, '0')}`;
    const rest = [
      `${random(9_000) + 1} ${pick(streets)}`,
      pick(cities),
      'IL',
      `6${String(random(10_000)).padStart(4, '0')}`,
      pick(companies),
      'Open house',
    ];
    const [street, ...others] = rest;
    const cells = (address: string) =>
      `${first},${last},${address},(${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)},`;
    const tail = `${random(20) === 0 ? `"${street}, Rear"` : street},${others.join(',')}\n`;
    const dice = random(100);
    if (dice < 2) {
      text += `${cells(dice === 0 ? 'no address' : email).replace(dice === 1 ? `,${last},` : '\0', ',,')}${tail}`;
      counts.bad++;
    } else if (dice === 2 && earlier) {
      text += earlier;
      counts.duplicates++;
    } else {
      const line = `${cells(random(10) === 0 ? email.toUpperCase() : email)}${tail}`;
      text += line;
      if (random(50) === 0) earlier = line;
      copy += `${first}\t${last}\t${email}\t${email}\t+1${phone}\t${rest.join('\t')}\n`;
    }
    if (i % 5_000 === 0) {
      if (!messy.write(text)) await once(messy, 'drain');
      if (!clean.write(copy)) await once(clean, 'drain');
      text = copy = '';
    }
  }
  messy.end(text);
  clean.end(copy);
  await Promise.all([once(messy, 'close'), once(clean, 'close')]);
  return { rows, ...counts, bytes: messy.bytesWritten };
}

/** Columns of the clean file. */
export const cleanColumns =
  'first_name, last_name, email, email_normalized, phone, street, city, state, zip, company, source';

const firstNames = [
  'Ada',
  'Ben',
  'Cleo',
  'Dev',
  'Esra',
  'Finn',
  'Gita',
  'Hugo',
  'Ines',
  'Jonas',
  'Kira',
  'Liam',
  'Maya',
  'Nils',
  'Olga',
  'Paul',
];
const lastNames = [
  'Abbott',
  'Baker',
  'Castro',
  'Dufour',
  'Engel',
  'Fuchs',
  'Grant',
  'Haddad',
  'Ito',
  'Jensen',
  'Keller',
  'Lopez',
  'Moreau',
  'Novak',
];
const domains = ['example.com', 'example.org', 'mail.example.net', 'office.example.com'];
const streets = ['Main Street', 'Oak Avenue', 'Lake View Drive', 'Maple Court', 'Hill Road'];
const cities = ['Springfield', 'Riverton', 'Lakewood', 'Fairview', 'Georgetown', 'Salem'];
const companies = ['', 'Acme Homes', 'Blue Door', 'Corner Loans', ''];
