import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { Config } from '../../../integrations/config.js';
import { limits } from '../../../integrations/reader/format.js';
import { UnreadableFile } from '../../../integrations/reader/sniff.js';
import type { ActorRequest, RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { NotFound, Problem } from '../problem.js';

const path = '/api/uploads';
/** An upload that nobody has finished or turned into an import. */
const keptHours = 24;

/**
 * Uploads that resume after a lost connection (tus 1.0). An upload's id begins with its account, so that it can be read,
 * continued and turned into an import by that account alone. Its bytes wait beside the storage until an import takes them.
 */
@Injectable()
export class Uploads implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly store: FileStore;
  private readonly server: Server;
  private timer: NodeJS.Timeout | null = null;

  constructor(@Inject(CONFIG) config: Config) {
    const directory = uploadFolder(config.storageUrl);
    this.store = new FileStore({ directory, expirationPeriodInMilliseconds: keptHours * 3_600_000 });
    this.server = new Server({
      path,
      datastore: this.store,
      maxSize: limits.bytes,
      relativeLocation: true,
      allowedOrigins: [new URL(config.publicUrl).origin],
      namingFunction: (request) => `${accountOf(request)}-${randomBytes(16).toString('hex')}`,
      onIncomingRequest: async (request, uploadId) => {
        if (uploadId && !isOf(uploadId, accountOf(request))) throw gone;
      },
      onResponseError: (_request, error) =>
        'status_code' in error && error.status_code === 413
          ? { status_code: 413, body: new UnreadableFile('too_large').message }
          : undefined,
    });
  }

  onApplicationBootstrap(): void {
    const clean = () => void this.server.cleanUpExpiredUploads().catch(() => undefined);
    clean();
    this.timer = setInterval(clean, 3_600_000).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  handle(request: ActorRequest, response: ServerResponse): Promise<void> {
    return this.server.handle(request, response);
  }

  /** @throws NotFound for another account's; Problem when bytes are still missing */
  async open(uploadId: string, actor: RequestActor): Promise<{ content: Readable; fileName: string }> {
    if (!isOf(uploadId, actor.accountId)) throw new NotFound('upload');
    const upload = await this.store.getUpload(uploadId).catch(() => {
      throw new NotFound('upload');
    });
    if (upload.offset !== upload.size) {
      throw new Problem(409, 'upload_unfinished', 'This upload is not complete yet: go on with it, then import it.');
    }
    return { content: this.store.read(uploadId), fileName: upload.metadata?.filename ?? 'contacts.csv' };
  }

  async remove(uploadId: string): Promise<void> {
    await this.store.remove(uploadId).catch(() => undefined);
  }
}

const gone = { status_code: 404, body: 'There is no such upload. Start it again.\n' };

const isOf = (uploadId: string, accountId: string | null) => accountId !== null && uploadId.startsWith(`${accountId}-`);

function accountOf(request: { runtime?: { node?: { req: unknown } } }): string | null {
  return (request.runtime?.node?.req as ActorRequest | undefined)?.actor?.accountId ?? null;
}

/** Beside a storage folder, so that copies of the API on one machine share it; with a bucket, on this machine's disk. */
function uploadFolder(storageUrl: string): string {
  return storageUrl.startsWith('file:')
    ? join(fileURLToPath(storageUrl), 'uploads')
    : join(tmpdir(), 'porchlight-uploads');
}
