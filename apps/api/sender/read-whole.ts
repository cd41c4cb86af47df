import type { Readable } from 'node:stream';

/** All bytes of a small file, or null when there are more than `limit`; the rest is then read and forgotten. */
export async function readWhole(file: Readable, limit: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of file as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= limit) parts.push(part);
  }
  return size > limit ? null : Buffer.concat(parts);
}
