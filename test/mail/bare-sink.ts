import { openSync, writeSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';

/**
 * A mail server that does as little as one can, as a process of its own: `bare-sink.js PORT [FILE [DROPPED]]`. Each mail is written
 * to FILE, its Message-ID and receiver, before it is answered, so that a SIGKILL forgets nothing that was taken. Of DROPPED in a
 * thousand mails the connection ends instead of the answer. To `stats` from its parent it answers how many mails it took and when.
 */
const [port = '0', file, dropped = '0'] = process.argv.slice(2);
const log = file ? openSync(file, 'a') : null;
const stats = { accepted: 0, firstAt: 0, lastAt: 0 };
const greeting = '220 sink.example ESMTP\r\n';
const offers = '250-sink.example\r\n250-PIPELINING\r\n250-SIZE 10000000\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n';
const end = Buffer.from('\r\n.\r\n');

function talk(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  let rest: Buffer | null = null;
  let to = '';
  let isData = false;
  socket.write(greeting);
  socket.on('data', (chunk: Buffer) => {
    let bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    let answer = '';
    for (;;) {
      const at = isData ? bytes.indexOf(end) : bytes.indexOf('\r\n');
      if (at < 0) break;
      const piece = bytes.subarray(0, at);
      bytes = bytes.subarray(at + (isData ? 5 : 2));
      if (isData) {
        isData = false;
        if (!take(piece, to)) return void socket.destroy();
        answer += `250 2.0.0 Ok: queued as S${stats.accepted}\r\n`;
        continue;
      }
      const line = piece.toString('latin1');
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') to = line.slice(line.indexOf('<') + 1, line.indexOf('>'));
      if (verb === 'DATA') isData = true;
      answer += verb === 'DATA' ? '354 Go on\r\n' : verb === 'EHLO' ? offers : '250 2.1.0 Ok\r\n';
    }
    rest = bytes.length > 0 ? bytes : null;
    if (answer) socket.write(answer);
  });
}

/** @returns whether it is answered */
function take(mail: Buffer, to: string): boolean {
  stats.accepted += 1;
  stats.lastAt = Date.now();
  stats.firstAt ||= stats.lastAt;
  if (log === null) return true;
  const at = mail.indexOf('Message-ID: ');
  const id = mail.toString('latin1', mail.indexOf('<', at), mail.indexOf('>', at) + 1);
  // Which ones go without an answer is told from the mail, so that a run can be repeated.
  const isAnswered = Number.parseInt(Buffer.from(id).toString('hex').slice(2, 10), 16) % 1_000 >= Number(dropped);
  writeSync(log, `${id}\t${to}\t${isAnswered ? '' : 'unanswered'}\n`);
  return isAnswered;
}

process.on('message', () => process.send?.(stats));
process.on('disconnect', () => process.exit());
const server = createServer(talk);
server.listen(Number(port), '127.0.0.1', () => process.send?.('listening'));
