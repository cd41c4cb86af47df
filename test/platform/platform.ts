import { demoPassword } from '../../database/seed.js';

export interface TestPlatform {
  apiUrl: string;
  databaseUrl: string;
  temporalAddress: string;
  temporalUiUrl: string;
  smtpUrl: string;
  mailUiUrl: string;
  sandboxUrl: string;
  /** The environment of its api and worker, to run a tool or a further worker beside them. */
  env: NodeJS.ProcessEnv;
  /** Its data folder, with the logs of each process under `logs`. */
  folder: string;
  pids: Record<'postgres' | 'temporal' | 'mail' | 'api' | 'worker', number>;
}

/** The platform that this run of Jest started. */
export function platform(): TestPlatform {
  const text = process.env.PORCHLIGHT_TEST_PLATFORM;
  if (!text) throw new Error('No platform was started: run npm run test:e2e or npm run test:browser.');
  return JSON.parse(text) as TestPlatform;
}

/** The demo's people by what they are to each other: `agent2` works in another account than `agent` and `colleague`. */
export const people = {
  agent: 'maria@hillside.example',
  colleague: 'tom@hillside.example',
  agent2: 'nora@lakeside.example',
  support: 'support@porchlight.example',
  ops: 'ops@porchlight.example',
  admin: 'admin@porchlight.example',
} as const;
export type Person = keyof typeof people;

/** `fetch` for paths of the platform, with the session of one person. */
export type Session = (path: string, init?: RequestInit) => Promise<Response>;

/** Signs a demo person in. */
export const as = (person: Person, apiUrl = platform().apiUrl): Promise<Session> =>
  signIn({ email: people[person], password: demoPassword, apiUrl });

/** Signs anybody in; throws with the answer when refused. */
export async function signIn(given: { email: string; password: string; apiUrl?: string }): Promise<Session> {
  const { email, password, apiUrl = platform().apiUrl } = given;
  const answer = await fetch(`${apiUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: apiUrl },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return (path, init) => {
    const headers = new Headers(init?.headers);
    headers.set('cookie', cookie);
    headers.set('origin', apiUrl);
    return fetch(new URL(path, apiUrl), { ...init, headers });
  };
}

/** Waits for a condition by asking again; `what` stands in the error when it does not come true in time. */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value | false | null | undefined>,
  { seconds = 30 } = {},
): Promise<Value> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`Not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
