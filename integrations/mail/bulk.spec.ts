import { setDefaultCACertificates } from 'node:tls';
import { SMTPServer } from 'smtp-server';
import type { Script } from '../../test/mail/scripted-smtp.js';
import { testCertificate, testKey } from '../../test/mail/tls-fixture.js';
import { SmtpBulk } from './bulk.js';
import { accepted, closeAll, handOver, idsIn, impatient, mailTo, messageIds, people, start } from './bulk.fixture.js';

afterEach(closeAll);

describe('every mail arrives once, and in whole', () => {
  it.each<[string, Script]>([
    ['takes commands ahead', {}],
    ['does not take commands ahead', { offers: ['SIZE 1000000'] }],
    ['knows no EHLO', { command: (line, { say }) => line.startsWith('EHLO') && (say('502 What?'), true) }],
    ['answers in several lines', { message: (_, { say }) => (say('250-2.0.0 Taken', '250-really', '250 2.0.0 Ok: queued as Q1234'), true) }],
    ['ends its lines by a bare line feed', { message: (_, { socket }) => socket.write('250 2.0.0 Ok\n') }],
    ['sends its answers byte by byte', {
      message: (_, { socket }) => {
        socket.setNoDelay(true);
          for (const byte of '250 2.0.0 Ok: queued as Q1234\r\n') socket.write(byte);
        return true;
      },
    }],
    ['closes after each mail without a word', { message: (_, { socket }) => socket.end('250 2.0.0 Ok\r\n') !== undefined }],
    ['closes after three mails with 421', {
      command: (line, { mails, say, socket }) => {
        if (mails.length < 3 || !line.startsWith('MAIL')) return false;
        say('421 4.7.0 That was enough');
        return socket.end() !== undefined;
      },
    }],
    ['says 421 unasked after a mail', { message: (_, { socket }) => socket.end('250 2.0.0 Ok\r\n421 4.3.2 Going down\r\n') !== undefined }],
  ])('to a server that %s', async (_, script) => {
    const { server, bulk } = await start(script, 2);
    const mails = people(20);
    const { outcomes, begun } = await handOver(bulk, mails);
    expect(outcomes).toEqual(accepted(20));
    expect(idsIn(server).toSorted()).toEqual(messageIds(mails).toSorted());
    expect(new Set(begun).size).toBe(20);
  }); // prettier-ignore

  it('with dots at the starts of lines, without a line break at its end, and with a command of its own in the text', async () => {
    const { server, bulk } = await start({});
    await handOver(bulk, [
      mailTo('a@example.com', '.\r\n..\r\n.two\r\nQUIT\r\nMAIL FROM:<x@y>\r\nend'),
      mailTo('b@example.com'),
    ]);
    expect(server.mails[0]?.split('\r\n\r\n')[1]).toBe('..\r\n...\r\n..two\r\nQUIT\r\nMAIL FROM:<x@y>\r\nend');
    expect(server.mails).toHaveLength(2);
  });

  it('to the library of others that receives mail, in TLS and signed in', async () => {
    const got: { to: string; secure: boolean; user: unknown }[] = [];
    setDefaultCACertificates([testCertificate]);
    const server = new SMTPServer({
      cert: testCertificate,
      key: testKey,
      onAuth: ({ username, password }, _, done) =>
        done(password === 'p@ss' ? null : new Error('no'), { user: username }),
      onData: (stream, { envelope, secure, user }, done) => {
        stream.resume();
        stream.on('end', () => {
          for (const { address } of envelope.rcptTo) got.push({ to: address, secure, user });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const bulk = new SmtpBulk(`smtp://me:p%40ss@127.0.0.1:${port}?requireTLS=true`, 3, impatient);
    const { outcomes, results } = await handOver(bulk, people(30));
    bulk.close();
    await new Promise<void>((resolve) => server.close(resolve));
    expect(outcomes).toEqual(accepted(30));
    expect(got.map(({ to }) => to).toSorted()).toEqual(people(30).map(({ envelope }) => envelope.to).toSorted()); // prettier-ignore
    expect(got.every(({ secure, user }) => secure && user === 'me')).toBe(true);
    expect(results[0]?.tls).toMatch(/^TLSv1/);
  });
});

const refusing = (who: string, reply: string): Script => ({
  command: (line, { say }) => line.startsWith(`RCPT TO:<${who}`) && (say(reply), true),
});

describe('a refusal is of one mail alone', () => {
  it.each([[['PIPELINING']], [['SIZE 1000000']]])('with %s', async (offers) => {
    const { server, bulk } = await start({ ...refusing('anna1@', '550 5.1.1 No such user'), offers });
    const { results, outcomes } = await handOver(bulk, people(4));
    expect(outcomes).toEqual(['accepted', 'rejected', 'accepted', 'accepted']);
    expect(results[1]).toMatchObject({
      failure: 'mailbox_dead',
      replyCode: 550,
      enhancedCode: '5.1.1',
      handedAt: null,
    });
    expect(server.mails.filter((mail) => mail !== '')).toHaveLength(3);
  });

  it('at the final dot too, and a temporary one is put off', async () => {
    let count = 0;
    const replies = ['250 Ok', '451 4.7.1 Grey', '554 5.7.1 Spam', '250 Ok'];
    const { bulk } = await start({ message: (_, { say }) => (say(replies[count++]!), true) });
    const { results, outcomes } = await handOver(bulk, people(4));
    expect(outcomes).toEqual(['accepted', 'deferred', 'rejected', 'accepted']);
    expect(results.map(({ failure }) => failure)).toEqual([null, 'put_off', 'mail_refused', null]);
  });

  it('where the server says what it does not take, without bothering it', async () => {
    const { server, bulk } = await start({ offers: ['PIPELINING', 'SIZE 300'] });
    const mails = [mailTo('zoë@example.com'), mailTo('a@example.com', 'long '.repeat(100)), mailTo('a@bücher.example')];
    const { results, outcomes } = await handOver(bulk, mails);
    expect(outcomes).toEqual(['rejected', 'rejected', 'accepted']);
    expect(results.map(({ replyText }) => replyText?.slice(0, 24))).toEqual(
      ['The mail server does not', 'The mail server takes ma', 'Fine'].with(2, 'Taken'),
    );
    expect(server.mails).toHaveLength(1);
  });
});

describe('what is not known is told, and never sent again', () => {
  it('when the connection ends behind the final dot; the mail that was named next goes over another', async () => {
    const { server, bulk } = await start({
      message: (mail, { socket }) => mail.includes('drop me') && (socket.destroy(), true),
    });
    const mails = [mailTo('a@example.com', 'drop me\r\n'), ...people(3)];
    const { outcomes, results } = await handOver(bulk, mails);
    expect(outcomes).toEqual(['unknown', ...accepted(3)]);
    expect(results[0]).toMatchObject({ failure: 'no_answer', replyCode: null });
    expect(idsIn(server).toSorted()).toEqual(messageIds(mails).toSorted());
    expect(server.connections).toBe(2);
  });

  it('when no answer comes in time, or one that no protocol knows', async () => {
    const { bulk, server } = await start({
      message: (mail, talk) => (mail.includes('silence') ? talk.mute() : (talk.say('hm?'), true)),
    });
    const mails = [mailTo('a@example.com', 'silence\r\n'), mailTo('b@example.com')];
    const { outcomes, results } = await handOver(bulk, mails);
    expect(outcomes).toEqual(['unknown', 'unknown']);
    expect(results.map(({ replyText }) => replyText)).toEqual(['ETIMEDOUT', 'EPROTOCOL']);
    expect(server.mails).toHaveLength(2);
  });
});

it('tells of a server that is away, busy or does not let us in, one mail after the other', async () => {
  const away = new SmtpBulk('smtp://127.0.0.1:9', 1, impatient);
  expect((await handOver(away, people(1))).results[0]).toMatchObject({
    outcome: 'deferred',
    failure: 'server_away',
    replyText: 'ECONNREFUSED',
  });
  const { bulk: busy } = await start({ greet: ({ say }) => say('421 4.3.2 Too many connections') });
  expect((await handOver(busy, people(1))).results[0]).toMatchObject({
    outcome: 'deferred',
    failure: 'server_busy',
    replyCode: 421,
  });
  const { bulk: refused } = await start({ greet: ({ say }) => say('554 5.7.1 Go away') });
  expect((await handOver(refused, people(2))).results[1]).toMatchObject({
    outcome: 'deferred',
    failure: 'sender_refused',
  });
});
