import { connect } from 'node:net';

/**
 * What one process can push into the sink when it does nothing else: the same bytes again and again, each mail in one round trip,
 * without a record of anything. `process.send` gives the mails a second.
 */
process.once(
  'message',
  ({ port, connections, mails, bytes }: { port: number; connections: number; mails: number; bytes: number }) => {
    const line = `${'x'.repeat(74)}\r\n`;
    const body = `Subject: bare\r\nMessage-ID: <bare@porchlight.example>\r\n\r\n${line.repeat(Math.ceil(bytes / line.length))}.\r\n`;
    const naming = 'MAIL FROM:<hubs@porchlight.example>\r\nRCPT TO:<anna@example.com>\r\nDATA\r\n';
    const both = Buffer.from(body + naming);
    let left = mails;
    let open = connections;
    const started = Date.now();
    for (let i = 0; i < connections; i += 1) {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.setNoDelay(true);
      let text = '';
      socket.once('data', () => {
        socket.write('EHLO bare.example\r\n');
        socket.once('data', () => {
          socket.write(naming);
          socket.on('data', (chunk) => {
            text += chunk.toString('latin1');
            if (!text.includes('354 ')) return;
            text = '';
            left -= 1;
            if (left > 0) return void socket.write(both);
            socket.destroy();
            open -= 1;
            if (open === 0)
              process.send?.({ perSecond: mails / ((Date.now() - started) / 1_000) }, () => process.exit());
          });
        });
      });
    }
  },
);
