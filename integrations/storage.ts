import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';

/** A file that should be there is not; putting it back under the same key mends it. */
export class FileMissing extends Error {
  readonly code = 'file_missing';
  constructor() {
    super('The file cannot be read from storage: not found.');
  }
}

/**
 * Where uploaded files are kept: a folder or a bucket. Keys look like `imports/12/original`; they hold ids, never names.
 * Streams throughout; nothing is held in memory whole.
 */
export class Storage {
  private disk: Promise<Disk> | null = null;

  /** @param url `file:///folder` or `s3://bucket/prefix?region=…&endpoint=…` */
  constructor(private readonly url: string) {}

  /** Writes the whole stream; what was under the key before is replaced. */
  async write(key: string, content: Readable): Promise<void> {
    const disk = await this.open();
    await disk.putStream(this.keyOf(key), content);
  }

  /** @throws FileMissing */
  async read(key: string): Promise<Readable> {
    await this.size(key);
    return (await this.open()).getStream(this.keyOf(key));
  }

  /** @returns bytes @throws FileMissing */
  async size(key: string): Promise<number> {
    const disk = await this.open();
    if (!(await disk.exists(this.keyOf(key)))) throw new FileMissing();
    return (await disk.getMetaData(this.keyOf(key))).contentLength;
  }

  /** Removing what is not there is no error. */
  async remove(key: string): Promise<void> {
    await (await this.open()).delete(this.keyOf(key));
  }

  /** The keys of all files directly below a folder, in no order; none where there is no such folder. */
  async list(folder: string): Promise<string[]> {
    const disk = await this.open();
    const keys: string[] = [];
    let paginationToken: string | undefined;
    do {
      const page = await disk.listAll(this.keyOf(folder), { paginationToken }).catch(onlyMissing);
      for (const one of page.objects) if (one.isFile) keys.push(`${folder}/${one.name}`);
      ({ paginationToken } = page);
    } while (paginationToken);
    return keys;
  }

  private open(): Promise<Disk> {
    this.disk ??= openDisk(new URL(this.url));
    return this.disk;
  }

  private keyOf(key: string): string {
    const { protocol, pathname } = new URL(this.url);
    const prefix = protocol === 's3:' ? pathname.replace(/^\/|\/$/g, '') : '';
    return prefix ? `${prefix}/${key}` : key;
  }
}

export function openStorage(url: string): Storage {
  return new Storage(url);
}

/** A folder in which nothing was ever written is an empty one. */
function onlyMissing(error: unknown): { paginationToken?: string; objects: [] } {
  const causes = [error, error instanceof Error ? error.cause : null];
  if (causes.some((cause) => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'))
    return { objects: [] };
  throw error;
}

/** The S3 client is large and loaded only where a bucket is used. Its credentials come from its own standard variables. */
async function openDisk(url: URL): Promise<Disk> {
  if (url.protocol === 'file:') return new Disk(new FSDriver({ location: fileURLToPath(url), visibility: 'private' }));
  const { S3Driver } = await import('flydrive/drivers/s3');
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  return new Disk(
    new S3Driver({
      bucket: url.hostname,
      region: url.searchParams.get('region') ?? 'us-east-1',
      endpoint,
      forcePathStyle: endpoint !== undefined,
      supportsACL: false,
      visibility: 'private',
    }),
  );
}
