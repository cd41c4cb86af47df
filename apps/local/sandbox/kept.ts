import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Standing } from './follow-up-boss.js';
import { type Person, Population } from './people.js';

export interface Kept {
  population: Population;
  keys: Set<string>;
  /** Webhooks, by their number. */
  standing: Map<string, Standing>;
  save: () => Promise<void>;
}

export const newKey = () => `sandbox_${randomBytes(12).toString('hex')}`;

const seeded = 250;

/** The sandbox as it was left; at first, invented people and a key. */
export async function openKept(file: string): Promise<Kept> {
  const stored = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as { keys: string[]; people: Person[]; hooks?: [string, Standing][] },
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
  const population = new Population(() => new Date(), stored ? 0 : seeded);
  for (const person of stored?.people ?? [])
    population.put({ ...person, created: new Date(person.created), updated: new Date(person.updated) });
  const keys = new Set(stored?.keys ?? [newKey()]);
  const standing = new Map(stored?.hooks ?? []);
  let saving = Promise.resolve();
  const write = async () => {
    const text = JSON.stringify({ keys: [...keys], people: population.all(), hooks: [...standing] });
    await writeFile(`${file}.new`, text, { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  const save = () => (saving = saving.then(write, write));
  await save();
  return { population, keys, standing, save };
}
