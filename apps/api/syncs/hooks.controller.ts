import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { type ActorRequest, NotAudited, Public } from '../auth/access.js';
import { Id } from '../list.js';
import { Hooks } from './hooks.service.js';
import { HookToken } from './syncs.schemas.js';

/** Where CRMs tell us of changes. The address itself is a secret of its connection; `own` is what one without signatures was given. */
@Controller(['webhooks/:connectionId/:token', 'webhooks/:connectionId/:token/:own'])
@Public()
export class HooksController {
  constructor(private readonly hooks: Hooks) {}

  @Get()
  async greet(
    @Param('connectionId', { schema: Id }) connectionId: string,
    @Param('token', { schema: HookToken }) token: string,
  ) {
    await this.hooks.greet({ connectionId, token });
    return { ok: true };
  }

  @Post()
  @HttpCode(200)
  @NotAudited('a hint from a CRM changes nothing: what its run then does is audited')
  take(
    @Param('connectionId', { schema: Id }) connectionId: string,
    @Param('token', { schema: HookToken }) token: string,
    @Req() { method, originalUrl, headers, body }: ActorRequest,
  ) {
    const rawBody = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    return this.hooks.take({ connectionId, token, method, path: originalUrl, headers, rawBody });
  }
}
