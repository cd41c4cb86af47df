import { Body, Get, Param, Post, Req } from '@nestjs/common';
import { type ActorRequest, NotAudited } from '../auth/access.js';
import { HomeownerPages } from './homeowner-pages.js';
import { LinkToken } from './homeowners.schemas.js';
import { Landing } from './landing.service.js';

type Form = Record<string, unknown>;

const codes = 'mails a code; nothing of the account has changed';

@HomeownerPages('i')
export class LandingController {
  constructor(private readonly landing: Landing) {}

  @Get('l/code')
  showCode(@Req() request: ActorRequest) {
    return this.landing.showCode(request);
  }

  @Post('l/code')
  @NotAudited('writes landing_link.joined itself when the code is right')
  typeCode(@Req() request: ActorRequest, @Body() body: Form) {
    return this.landing.typeCode(request, body ?? {});
  }

  @Post('l/code/again')
  @NotAudited(codes)
  mailAgain(@Req() request: ActorRequest, @Body() body: Form) {
    return this.landing.mailAgain(request, body ?? {});
  }

  @Get('l/:token')
  show(@Req() request: ActorRequest, @Param('token', { schema: LinkToken }) token: string) {
    return this.landing.show(request, token);
  }

  @Post('l/:token')
  @NotAudited(codes)
  ask(@Req() request: ActorRequest, @Param('token', { schema: LinkToken }) token: string, @Body() body: Form) {
    return this.landing.ask(request, token, body ?? {});
  }
}
