import { Body, Get, Post, Query, Req } from '@nestjs/common';
import { type ActorRequest, NotAudited } from '../auth/access.js';
import { HomeownerPages } from './homeowner-pages.js';
import { SignIns } from './sign-in.service.js';

type Form = Record<string, unknown>;

const noted = 'a homeowner’s own session; signing in stands in the history of the Hub';

@HomeownerPages('h')
export class SignInController {
  constructor(private readonly signIns: SignIns) {}

  @Get('sign-in')
  show(@Query('why') why: unknown) {
    return this.signIns.show(why);
  }

  @Post('sign-in')
  @NotAudited(noted)
  ask(@Req() request: ActorRequest, @Body() body: Form) {
    return this.signIns.ask(request, body ?? {});
  }

  @Get('sign-in/code')
  showCode(@Req() request: ActorRequest) {
    return this.signIns.showCode(request);
  }

  @Post('sign-in/code')
  @NotAudited(noted)
  typeCode(@Req() request: ActorRequest, @Body() body: Form) {
    return this.signIns.typeCode(request, body ?? {});
  }

  @Post('sign-in/again')
  @NotAudited(noted)
  mailAgain(@Req() request: ActorRequest, @Body() body: Form) {
    return this.signIns.mailAgain(request, body ?? {});
  }

  @Post('sign-out')
  @NotAudited(noted)
  signOut(@Req() request: ActorRequest) {
    return this.signIns.signOut(request, 'here');
  }

  @Post('sign-out-everywhere')
  @NotAudited(noted)
  signOutEverywhere(@Req() request: ActorRequest) {
    return this.signIns.signOut(request, 'everywhere');
  }
}
