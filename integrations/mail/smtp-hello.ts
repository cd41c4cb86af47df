import { createHmac } from 'node:crypto';
import { hostname } from 'node:os';
import { patientTimes, type SmtpTimes } from './smtp-session.js';
import { SmtpLine } from './smtp-line.js';
import type { SmtpServer } from './smtp-url.js';

/** What a server says that it can do, in upper case; words behind it by its name. */
export type Offers = ReadonlyMap<string, string>;

/** The server refused us before any mail was named. */
export class SessionRefused extends Error {
  override readonly name = 'SessionRefused';
  constructor(readonly reply: string) {
    super('The mail server refused the session');
  }
}

const isGood = (reply: string) => reply.startsWith('2');

/**
 * A connection on which the first mail may be named: greeted, in TLS where it is offered or asked for, signed in where we have a
 * user.
 * @throws LineBroken, SessionRefused
 */
export async function openLine(
  server: SmtpServer,
  times: SmtpTimes = patientTimes,
): Promise<{ line: SmtpLine; offers: Offers }> {
  const line = await SmtpLine.connect(server, times);
  try {
    expectGood(await line.read(times.greetingMs));
    let offers = await hello(line, server);
    if (!server.secure && (server.requireTls || offers.has('STARTTLS'))) {
      expectGood(await ask(line, 'STARTTLS'));
      await line.secure(server.host);
      offers = await hello(line, server);
    }
    if (server.auth) await signIn(line, offers, server.auth);
    return { line, offers };
  } catch (error) {
    line.drop();
    throw error;
  }
}

async function ask(line: SmtpLine, command: string): Promise<string> {
  line.write(`${command}\r\n`);
  return line.read();
}

function expectGood(reply: string): void {
  if (!isGood(reply)) throw new SessionRefused(reply);
}

async function hello(line: SmtpLine, { name, requireTls }: SmtpServer): Promise<Offers> {
  const machine = name ?? (hostname().includes('.') ? hostname() : '[127.0.0.1]');
  const reply = await ask(line, `EHLO ${machine}`);
  if (isGood(reply)) return offersIn(reply);
  // A server from before 1995 still takes mail, if nobody asked for TLS.
  if (requireTls || reply.startsWith('421')) throw new SessionRefused(reply);
  expectGood(await ask(line, `HELO ${machine}`));
  return new Map();
}

export function offersIn(reply: string): Offers {
  const words = reply.split('\n').slice(1).map((line) => line.slice(4).trim().toUpperCase()); // prettier-ignore
  return new Map(words.map((text) => [text.split(/[ =]/)[0] ?? '', text.replace(/^\S+?[ =]/, '')]));
}

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

async function signIn(line: SmtpLine, offers: Offers, { user, pass }: { user: string; pass: string }): Promise<void> {
  const ways = (offers.get('AUTH') ?? '').split(/[ =]/);
  const way = ['PLAIN', 'LOGIN', 'CRAM-MD5'].find((known) => ways.includes(known)) ?? 'PLAIN';
  if (way === 'PLAIN') return expectGood(await ask(line, `AUTH PLAIN ${base64(`\0${user}\0${pass}`)}`));
  const challenge = await ask(line, `AUTH ${way}`);
  if (!challenge.startsWith('334')) throw new SessionRefused(challenge);
  if (way === 'LOGIN') {
    const second = await ask(line, base64(user));
    if (!second.startsWith('334')) throw new SessionRefused(second);
    return expectGood(await ask(line, base64(pass)));
  }
  const asked = Buffer.from(challenge.slice(4), 'base64').toString('utf8');
  const answer = createHmac('md5', pass).update(asked).digest('hex');
  expectGood(await ask(line, base64(`${user} ${answer}`)));
}
