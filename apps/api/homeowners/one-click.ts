import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';

/**
 * The fields of a small form, also of one sent as multipart/form-data: mailbox providers may press "unsubscribe" either way
 * (RFC 8058 §3.2). A form that cannot be read has no fields.
 */
export async function readForm(request: IncomingMessage & { body?: unknown }): Promise<Record<string, unknown>> {
  const type = request.headers['content-type'] ?? '';
  if (/^multipart\/form-data\s*;/i.test(type)) return readMultipart(request, type);
  return typeof request.body === 'object' && request.body !== null ? (request.body as Record<string, unknown>) : {};
}

function readMultipart(request: IncomingMessage, type: string): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const fields: Record<string, unknown> = {};
    const headers: BusboyHeaders = { ...request.headers, 'content-type': type };
    try {
      const form = new Busboy({ headers, limits: { files: 0, fields: 20, fieldSize: 1_000 } });
      form.on('field', (name, value) => (fields[name] = value));
      form.once('finish', () => resolve(fields));
      form.once('error', () => resolve({}));
      request.once('aborted', () => resolve({}));
      request.pipe(form);
    } catch {
      resolve({});
    }
  });
}
