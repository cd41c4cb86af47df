import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface KeptSecrets {
  /** Of the embedded database. */
  password: string;
  authSecret: string;
  /** Seals what must be read again, and makes the tokens of links; see SECRET_KEYS. */
  secretKeys: string;
  /** Hashes addresses of mail, the same for ever; see ADDRESS_KEY. */
  addressKey: string;
  /** Our registration with the sandbox CRM, which signs its webhooks with it. */
  sandboxKey: string;
  /** Signs mails, RSA-2048 in base64 of PKCS #8; see DKIM_PRIVATE_KEY. */
  dkimKey: string;
}

/** Made on the first start and kept, so that sessions outlive a restart. */
export async function keptSecrets(dataFolder: string): Promise<KeptSecrets> {
  await mkdir(join(dataFolder, 'logs'), { recursive: true });
  const file = join(dataFolder, 'secrets.json');
  const made: KeptSecrets = {
    password: randomBytes(18).toString('hex'),
    authSecret: randomBytes(32).toString('base64'),
    secretKeys: `1:${randomBytes(32).toString('base64')}`,
    addressKey: randomBytes(32).toString('base64'),
    sandboxKey: randomBytes(24).toString('hex'),
    dkimKey: makeDkimKey(),
  };
  try {
    await writeFile(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const kept = { ...made, ...(JSON.parse(await readFile(file, 'utf8')) as Partial<KeptSecrets>) };
    // A folder from before one of them was needed gets it now.
    await writeFile(file, JSON.stringify(kept), { mode: 0o600 });
    return kept;
  }
}

function makeDkimKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}
