import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { RequestActor } from '../auth/access.js';
import { Invalid } from '../problem.js';
import { FromUpload, type Import } from './imports.schemas.js';
import { Imports } from './imports.service.js';
import { receiveFile } from './multipart.js';
import { Uploads } from './uploads.service.js';

/** The two ways a file comes in: in one request, or named after an upload that could be resumed. Both are read the same. */
@Injectable()
export class Intake {
  constructor(
    private readonly imports: Imports,
    private readonly uploads: Uploads,
  ) {}

  async take(request: Request, actor: RequestActor): Promise<Import> {
    if (!request.is('application/json')) return this.fromForm(request, actor);
    const body = FromUpload.safeParse(request.body);
    if (!body.success) throw new Invalid({ uploadId: 'Say which upload: {"uploadId": "…", "fileName": "…"}.' });
    return this.fromUpload(body.data, actor);
  }

  private fromForm(request: IncomingMessage, actor: RequestActor): Promise<Import> {
    return receiveFile(request, (file, fileName) => this.imports.create(file, fileName, actor));
  }

  private async fromUpload({ uploadId, fileName }: FromUpload, actor: RequestActor): Promise<Import> {
    const upload = await this.uploads.open(uploadId, actor);
    const made = await this.imports.create(upload.content, fileName ?? upload.fileName, actor);
    await this.uploads.remove(uploadId);
    return made;
  }
}
