import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { FileMissing, openStorage } from './storage.js';

describe('storage in a folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'porchlight-storage-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives back what was written, and its size', async () => {
    const storage = openStorage(pathToFileURL(folder).href);
    await storage.write('imports/1/original', Readable.from(['Müller;', 'Anna']));
    expect(await text(await storage.read('imports/1/original'))).toBe('Müller;Anna');
    expect(await storage.size('imports/1/original')).toBe(12);
  });

  it('says by name that a file is missing, and reads it once it was put back', async () => {
    const storage = openStorage(pathToFileURL(folder).href);
    await expect(storage.read('imports/2/original')).rejects.toThrow(FileMissing);
    await storage.write('imports/2/original', Readable.from(['back']));
    expect(await text(await storage.read('imports/2/original'))).toBe('back');
    await storage.remove('imports/2/original');
    await storage.remove('imports/2/original');
    await expect(storage.size('imports/2/original')).rejects.toThrow(FileMissing);
  });
});
