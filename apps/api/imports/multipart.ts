import { AsyncResource } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { Problem } from '../problem.js';

/** The request body is not a form with a file in it. */
export class NoFileSent extends Problem {
  constructor(detail = 'No file was sent: send it as the field "file" of a multipart form.') {
    super(422, 'no_file', detail);
  }
}

/**
 * Hands the first file of a multipart form to `take` while it is still arriving; nothing is buffered.
 * @returns what `take` returned
 * @throws NoFileSent when the body is no form, holds no file or was cut off; else whatever `take` throws
 */
export async function receiveFile<T>(
  request: IncomingMessage,
  take: (file: Readable, fileName: string) => Promise<T>,
): Promise<T> {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new NoFileSent();
  // The form's events come from the socket, outside of this request's context; what `take` does belongs to it.
  const takeHere = AsyncResource.bind(take);
  let taken: Promise<T> | undefined;
  try {
    await parse(request, type, (file, fileName) => {
      if (taken) return void file.resume();
      taken = takeHere(file, fileName);
      // Awaited below; until then a failure must not count as unhandled, and the form must still be read to its end.
      taken.catch(() => file.resume());
    });
  } catch (error) {
    // Whatever went wrong with the form, the file's own trouble tells more.
    await taken;
    throw error;
  }
  if (!taken) throw new NoFileSent();
  return taken;
}

function parse(request: IncomingMessage, type: string, onFile: (file: Readable, name: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers: BusboyHeaders = { ...request.headers, 'content-type': type };
    const cutOff = () => reject(new NoFileSent('The upload was cut off before the file had arrived: send it again.'));
    try {
      const form = new Busboy({ headers, limits: { files: 1, fields: 20, parts: 21 } });
      let current: Readable | undefined;
      form.on('file', (_field, file, fileName) => {
        current = file;
        onFile(file, basename(fileName ?? '').slice(0, 255) || 'contacts.csv');
      });
      form.once('finish', resolve);
      form.once('error', () => {
        current?.destroy(new NoFileSent('The form is broken: send the file again.'));
        reject(new NoFileSent('The form is broken: send the file again.'));
      });
      request.once('aborted', () => {
        current?.destroy(new NoFileSent('The upload was cut off before the file had arrived: send it again.'));
        cutOff();
      });
      request.pipe(form);
    } catch {
      reject(new NoFileSent());
    }
  });
}
