import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface KeptSecrets {
  /** Of the embedded database. */
  password: string;
  authSecret: string;
}

/** Made on the first start and kept, so that sessions outlive a restart. */
export async function keptSecrets(dataFolder: string): Promise<KeptSecrets> {
  await mkdir(join(dataFolder, 'logs'), { recursive: true });
  const file = join(dataFolder, 'secrets.json');
  const made: KeptSecrets = {
    password: randomBytes(18).toString('hex'),
    authSecret: randomBytes(32).toString('base64'),
  };
  try {
    await writeFile(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(await readFile(file, 'utf8')) as KeptSecrets;
  }
}
