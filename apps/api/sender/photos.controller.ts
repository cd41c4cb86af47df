import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { photoKeyOf } from '../../../domain/mail/sender.js';
import { FileMissing, Storage } from '../../../integrations/storage.js';
import { Public } from '../auth/access.js';
import { NotFound } from '../problem.js';
import { PhotoName } from './sender.schemas.js';

/** Photos of agents, for mails and homeowner pages. Their names are random: a photo is found by who was sent its address. */
@Controller('agent-photos')
@Public()
export class PhotosController {
  constructor(private readonly storage: Storage) {}

  @Get(':name')
  async get(@Param('name', { schema: PhotoName }) name: string, @Res({ passthrough: true }) response: Response) {
    const content = await this.storage.read(photoKeyOf(name)).catch((error: unknown) => {
      throw error instanceof FileMissing ? new NotFound('photo') : error;
    });
    // Mail programs on the web show it on their own pages.
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('Cache-Control', 'public, max-age=86400, immutable');
    return new StreamableFile(content, { type: name.endsWith('.png') ? 'image/png' : 'image/jpeg' });
  }
}
