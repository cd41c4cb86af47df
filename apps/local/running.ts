import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

export interface Addresses {
  apiUrl: string;
  databaseUrl: string;
  temporalAddress: string;
  temporalUiUrl?: string;
  smtpUrl: string;
  mailUiUrl?: string;
  /** The CRM for trying out. */
  sandboxUrl?: string;
}

export interface Running {
  pid: number;
  /** A port that answers with the pid as long as that platform lives. */
  doorbell: number;
  /** Missing while it starts. */
  addresses?: Addresses;
}

/** The folder belongs to a platform that is running. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
  constructor({ pid, addresses }: Running) {
    const where = addresses ? `at ${addresses.apiUrl}` : 'and is still starting';
    super(
      `Porchlight is already running on this folder (process ${pid}) ${where}. Stop it with Ctrl-C there, ` +
        'or set PORCHLIGHT_DATA and the ports in .env.example for a second one.',
    );
  }
}

const fileOf = (dataFolder: string) => join(dataFolder, 'running.json');

/** The platform that runs on this folder, or null. */
export async function findRunning(dataFolder: string): Promise<Running | null> {
  const text = await readFile(fileOf(dataFolder), 'utf8').catch(() => '');
  if (!text) return null;
  const running = JSON.parse(text) as Running;
  return (await ring(running.doorbell)) === String(running.pid) ? running : null;
}

function ring(port: number): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ host: '127.0.0.1', port, timeout: 2000 });
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

export interface Claim {
  publish(addresses: Addresses): Promise<void>;
  release(): Promise<void>;
}

/** Takes the folder for this process; what a crashed platform left behind is taken over. */
export async function claimFolder(dataFolder: string): Promise<Claim> {
  await mkdir(dataFolder, { recursive: true });
  const bell = await openBell();
  const running: Running = { pid: process.pid, doorbell: (bell.address() as { port: number }).port };
  const write = (flag: 'wx' | 'w') =>
    writeFile(fileOf(dataFolder), JSON.stringify(running, null, 2), { flag, mode: 0o600 });
  try {
    await write('wx').catch(async () => {
      const other = await findRunning(dataFolder);
      if (other) throw new AlreadyRunning(other);
      await rm(fileOf(dataFolder), { force: true });
      await write('wx');
    });
  } catch (error) {
    bell.close();
    throw error;
  }
  return {
    async publish(addresses) {
      running.addresses = addresses;
      await write('w');
    },
    async release() {
      bell.close();
      await rm(fileOf(dataFolder), { force: true });
    },
  };
}

function openBell(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const bell = createServer((socket) => socket.on('error', () => undefined).end(String(process.pid)));
    bell.once('error', reject);
    bell.listen(0, '127.0.0.1', () => resolve(bell));
  });
}
