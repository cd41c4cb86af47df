import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Storage } from './storage.js';

const folder = 'audit-heads';

/** The daily files of audit heads, in storage: outside of the database that they vouch for. */
export class AuditFiles {
  constructor(private readonly storage: Storage) {}

  write(day: string, content: string): Promise<void> {
    return this.storage.write(`${folder}/${day}.txt`, Readable.from([content]));
  }

  /** All of them, whatever the database says which there should be. */
  async list(): Promise<{ name: string; content: string }[]> {
    const keys = await this.storage.list(folder);
    const files: { name: string; content: string }[] = [];
    for (const key of keys.filter((name) => name.endsWith('.txt')).toSorted())
      files.push({ name: key, content: await text(await this.storage.read(key)) });
    return files;
  }
}
