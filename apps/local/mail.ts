import { MailDev } from 'maildev';

/** The mail catcher: takes every mail and shows it on a page; nothing leaves this machine. Mails are kept in `folder`. */
export async function startMailCatcher({ folder, port, uiPort }: { folder: string; port: number; uiPort: number }) {
  const catcher = new MailDev({
    smtp: port,
    ip: '127.0.0.1',
    web: uiPort,
    webIp: '127.0.0.1',
    mailDirectory: folder,
    maxEmails: 2000,
    silent: true,
  });
  await catcher.start();
  return catcher;
}
