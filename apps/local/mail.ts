/**
 * The mail catcher, a process of its own: takes every mail and shows it on a page; nothing leaves this machine.
 * `node mail.js FOLDER SMTP_PORT PAGE_PORT`; mails are kept in the folder.
 */
import { MailDev } from 'maildev';

const [mailDirectory, smtp, web] = process.argv.slice(2);
const catcher = new MailDev({
  smtp: Number(smtp),
  ip: '127.0.0.1',
  web: Number(web),
  webIp: '127.0.0.1',
  mailDirectory,
  maxEmails: 2000,
});
process.once('SIGTERM', () => void catcher.stop());
await catcher.start();
