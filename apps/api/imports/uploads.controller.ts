import { All, Controller, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { type ActorRequest, NotAudited, Roles } from '../auth/access.js';
import { Uploads } from './uploads.service.js';

/** The tus endpoint: create, continue and look after an upload. */
@Controller('uploads')
@Roles('agent')
@NotAudited('Bytes in transit: the import made of them is audited.')
export class UploadsController {
  constructor(private readonly uploads: Uploads) {}

  @All()
  create(@Req() request: ActorRequest, @Res() response: Response) {
    return this.uploads.handle(request, response);
  }

  @All(':uploadId')
  goOn(@Req() request: ActorRequest, @Res() response: Response) {
    return this.uploads.handle(request, response);
  }
}
