import { as, until } from '../platform/platform.js';

interface System {
  workers: { identity: string }[];
}

/** SIGKILLs every worker that polls now; the platform starts another one by itself. Answers when it has begun to poll. */
export async function killWorker(): Promise<void> {
  const support = await as('support');
  const identities = async () => {
    const { workers } = (await (await support('/api/system')).json()) as System;
    return workers.map(({ identity }) => identity);
  };
  const before = await until('a worker polls', async () => {
    const known = await identities();
    return known.length > 0 && known;
  });
  const killed = before.filter(kill);
  if (killed.length === 0) throw new Error(`None of the workers was alive: ${before.join(', ')}`);
  await until('another worker polls', async () => (await identities()).some((identity) => !before.includes(identity)));
}

/** A worker is named `pid@host` in the engine; pollers of earlier processes are named there for minutes. */
function kill(identity: string): boolean {
  try {
    return process.kill(Number.parseInt(identity, 10), 'SIGKILL');
  } catch {
    return false;
  }
}
