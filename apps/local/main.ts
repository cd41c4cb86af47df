/** `npm start`: the whole platform in one command, until Ctrl-C. */
import { existsSync } from 'node:fs';
import { demoAccounts, demoPassword, demoUsers } from '../../database/seed.js';
import { root } from './places.js';
import { startPlatform, type Platform } from './platform.js';

const began = Date.now();
if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`);

const stopping = new AbortController();
let platform: Platform | null = null;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
if (process.env.npm_lifecycle_event) endWithParent();

try {
  platform = await startPlatform({ env: process.env, say: console.log, signal: stopping.signal });
  console.log(welcome(platform));
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

async function end() {
  if (stopping.signal.aborted) return;
  console.log('\nStopping …');
  stopping.abort();
  await platform?.stop();
}

/** npm may be ended without telling us. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void end(), 500).unref();
}

function welcome({ apiUrl, temporalUiUrl, temporalAddress, mailUiUrl, smtpUrl, sandboxUrl, env }: Platform) {
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  const people = demoUsers.map(({ email, role, account }) => {
    const office = demoAccounts.find(({ slug }) => slug === account)?.name;
    return `    ${email.padEnd(30)} ${role}${office ? `, ${office}` : ''}`;
  });
  const signIns = process.env.DATABASE_URL
    ? ['  Make the first administrator with: npm run admin:create']
    : [`  Sign in with the password ${demoPassword} as`, ...people];
  return [
    '',
    `Porchlight is ready after ${seconds} s.`,
    '',
    `  Console          ${env.PUBLIC_URL ?? apiUrl}`,
    `  API              ${apiUrl}/api/docs`,
    `  Temporal         ${temporalUiUrl ?? temporalAddress}`,
    `  Mail             ${mailUiUrl ?? smtpUrl}`,
    `  Sandbox CRM      ${sandboxUrl}`,
    '',
    ...signIns,
    '',
    `  A messy file to try: ${apiUrl}/api/imports/sample.csv`,
    `  Data and logs are kept in ${env.PORCHLIGHT_DATA || '.porchlight'}. Ctrl-C stops everything.`,
  ].join('\n');
}
