import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { simpleParser } from 'mailparser';
import { AuditHeads } from '../apps/api/audit/heads.service.js';
import type { AuditDay } from '../database/audit-days.js';
import { readConfig } from '../integrations/config.js';
import { Mailer } from '../integrations/mail/mailer.js';
import { openTransport } from '../integrations/mail/open-transport.js';
import { ask } from './importing.js';
import { SmtpSink } from './mail/smtp-sink.js';
import { type OwnPlatform, startOwnPlatform } from './pipeline-platform.js';
import { as, type Session, until } from './platform/platform.js';

jest.setTimeout(120_000);
Logger.overrideLogger(false);

const auditor = 'auditor@outside.example';
const sink = new SmtpSink();
let own: OwnPlatform;
let ops: Session;
beforeAll(async () => {
  // Its port is known from then on; the platform starts while nobody answers there.
  await sink.listen();
  await sink.away();
  own = await startOwnPlatform({ SMTP_URL: sink.url, MAIL_RETRY_SECONDS: '1', AUDIT_HEAD_MAIL: auditor });
  ops = await as('ops', own.platform.apiUrl);
});
afterAll(async () => {
  await own?.stop();
  await sink.away();
});

const listed = (what: string, days: number, isSo: (day: AuditDay) => boolean) =>
  until(what, async () => {
    const { data } = (await ask<{ data: AuditDay[] }>(ops, 'GET /audit/heads')).body;
    return data.length === days && data.every(isSo) && data;
  });

const isWaiting = ({ storedAt, mailedAt, isMailOwed }: AuditDay) =>
  storedAt !== null && mailedAt === null && isMailOwed;

/** Another copy of the API, on the day after. */
async function tomorrow(work: (heads: AuditHeads, date: Date) => Promise<void>): Promise<void> {
  const config = readConfig({ ...own.platform.env });
  const transport = openTransport(config.mail);
  const { pool, storage } = own.pipeline;
  await work(new AuditHeads(pool, new Mailer(transport, config), storage, config), new Date(Date.now() + 86_400_000));
  transport.close();
}

/** `npm run audit:verify`, held to what was kept of a mail. */
function verify(heads: string): Promise<{ code: number; said: string }> {
  const { env } = own.platform;
  return new Promise((resolve) =>
    execFile(process.execPath, ['dist/apps/cli/audit-verify.js', '--heads', heads], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    ),
  );
}

it('mails each day’s heads once to whom the settings name; while the mail server is away they are stored, and wait', async () => {
  await listed('the heads are stored', 1, isWaiting);
  // No file waits for the mail of the day before.
  await tomorrow((heads, date) => expect(heads.note(date)).rejects.toMatchObject({ code: 'mail_not_sent' }));
  const days = await listed('both are stored', 2, isWaiting);
  const files = await readdir(join(own.folder, 'files', 'audit-heads'));
  expect(files.toSorted()).toEqual(days.map(({ day }) => `${day}.txt`).toSorted());

  // Each copy of the API tries again, and one of them mails.
  await sink.listen();
  await tomorrow(async (heads, date) => void (await Promise.all([heads.note(date), heads.note(date)])));
  const [last, first] = await listed('both are mailed', 2, ({ mailedAt, isMailOwed }) => !!mailedAt && !isMailOwed);
  const mails = await Promise.all(sink.to(auditor).map(({ raw }) => simpleParser(raw)));
  const textOf = ({ day }: AuditDay) => mails.find(({ subject }) => subject === `Audit heads of ${day}`)?.text ?? '';
  expect(mails).toHaveLength(2);
  for (const day of [first!, last!]) expect(textOf(day)).toContain(`SHA-256 of these lines: ${day.digest}`);

  const kept = join(own.folder, 'mail.txt');
  await writeFile(kept, textOf(last!));
  expect(await verify(kept)).toEqual({ code: 0, said: expect.stringContaining('It is what 3 daily heads say') });
  await writeFile(kept, textOf(last!).replace(/^chain (\d+) (\d+) .*$/m, `chain $1 $2 ${'0'.repeat(64)}`));
  expect(await verify(kept)).toEqual({ code: 1, said: expect.stringContaining('The audit trail is broken') });
});
