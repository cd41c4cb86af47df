import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { UnreadableFile } from '../../../integrations/reader/sniff.js';
import { MeasuredStream } from './measured-stream.js';
import { receiveFile } from './multipart.js';

const contexts = new AsyncLocalStorage<number>();
let server: Server;
let received: Promise<Record<'fileName' | 'sha256' | 'head', string> & { size: number; context: number | undefined }>;

beforeEach(async () => {
  let requests = 0;
  server = createServer((request, response) => {
    const result = contexts.run(++requests, () =>
      receiveFile(request, async (file, fileName) => {
        const measured = new MeasuredStream({ maxBytes: 1000, headBytes: 10 });
        file.once('error', (error) => measured.destroy(error));
        await buffer(file.pipe(measured));
        return {
          fileName,
          size: measured.size,
          sha256: measured.digest().toString('hex'),
          head: measured.head.toString(),
          context: contexts.getStore(),
        };
      }),
    );
    received = result;
    result.then(
      () => response.end('ok'),
      (error: Error) => response.writeHead(422).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const post = (body: FormData | string) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { method: 'POST', body });
const form = (text: string, name: string, field = 'file') => {
  const data = new FormData();
  data.set(field, new Blob([text]), name);
  return data;
};

it('measures a file on its way and keeps its name, also beyond ASCII', async () => {
  await post(form('Vorname;Nachname\nJörg;Bell\n', 'Kontäkte.csv'));
  const sha256 = createHash('sha256').update('Vorname;Nachname\nJörg;Bell\n').digest('hex');
  await expect(received).resolves.toMatchObject({ fileName: 'Kontäkte.csv', size: 28, sha256, head: 'Vorname;Na' });
});

it('names no folder of the sender', async () => {
  await post(form('a,b\n', '../../etc/contacts.csv'));
  await expect(received).resolves.toMatchObject({ fileName: 'contacts.csv' });
});

it('stops at the limit while the file is still arriving', async () => {
  const response = await post(form('x'.repeat(5000), 'big.csv'));
  expect(response.status).toBe(422);
  await expect(received).rejects.toThrow(UnreadableFile);
});

it('keeps to the context of its request', async () => {
  await post(form('x'.repeat(900), 'a.csv'));
  await post(form('x'.repeat(900), 'b.csv'));
  await expect(received).resolves.toMatchObject({ context: 2 });
});

it('says what is missing when there is no file', async () => {
  const fields = new FormData();
  fields.set('note', 'no file here');
  expect(await (await post(fields)).text()).toMatch(/field "file"/);
  expect(await (await post('plain text')).text()).toMatch(/field "file"/);
});

it('notices that the sender went away', async () => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 900\r\n\r\n' +
      '--B\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nfirst,last\r\n',
  );
  await new Promise((resolve) => server.once('request', resolve));
  socket.destroy();
  await expect(received).rejects.toThrow(/cut off/);
});
