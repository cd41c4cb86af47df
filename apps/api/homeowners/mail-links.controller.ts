import { Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { type ActorRequest, NotAudited } from '../auth/access.js';
import { HomeownerPages } from './homeowner-pages.js';
import { LinkToken } from './homeowners.schemas.js';
import { NotMe } from './not-me.service.js';
import { readForm } from './one-click.js';
import { Unsubscribing } from './unsubscribe.service.js';

const stops =
  'suppress and lift write suppression.added and suppression.removed themselves; pressing again changes nothing';

/** The ways out that stand below every mail: neither sign-in nor cookie is needed. */
@HomeownerPages('i')
export class MailLinksController {
  constructor(
    private readonly unsubscribing: Unsubscribing,
    private readonly notMe: NotMe,
  ) {}

  @Get('u/:token')
  showUnsubscribe(@Req() request: ActorRequest, @Param('token', { schema: LinkToken }) token: string) {
    return this.unsubscribing.show(request, token);
  }

  @Post('u/:token')
  @HttpCode(200)
  @NotAudited(stops)
  async unsubscribe(@Req() request: ActorRequest, @Param('token', { schema: LinkToken }) token: string) {
    return this.unsubscribing.act(request, token, await readForm(request));
  }

  @Post('u/:token/undo')
  @HttpCode(200)
  @NotAudited(stops)
  undo(@Req() request: ActorRequest, @Param('token', { schema: LinkToken }) token: string) {
    return this.unsubscribing.undo(request, token);
  }

  @Get('n/:token')
  showNotMe(@Req() request: ActorRequest, @Param('token', { schema: LinkToken }) token: string) {
    return this.notMe.show(request, token);
  }

  @Post('n/:token')
  @HttpCode(200)
  @NotAudited('writes invitation.taken_back or invitation.revoked itself when there is something to take back')
  notMeAct(@Req() request: ActorRequest, @Param('token', { schema: LinkToken }) token: string) {
    return this.notMe.act(request, token);
  }
}
