import { Body, Get, Param, Post, Req } from '@nestjs/common';
import { type ActorRequest, NotAudited } from '../auth/access.js';
import { Claims } from './claim.service.js';
import { FreshLinks } from './fresh-link.service.js';
import { HomeownerPages } from './homeowner-pages.js';
import { LinkToken } from './homeowners.schemas.js';

type Form = Record<string, unknown>;

const ofClaim = 'writes invitation.claimed itself when it claims; otherwise nothing has changed';
const ofCode = 'proves an address; nothing of the account has changed';

/** The link of an invitation, until the Hub is claimed. */
@HomeownerPages('i')
export class ClaimController {
  constructor(
    private readonly claims: Claims,
    private readonly freshLinks: FreshLinks,
  ) {}

  @Get('claim')
  show(@Req() request: ActorRequest) {
    return this.claims.show(request);
  }

  @Post('claim')
  @NotAudited(ofClaim)
  press(@Req() request: ActorRequest, @Body() body: Form) {
    return this.claims.press(request, body ?? {});
  }

  @Get('claim/code')
  showCode(@Req() request: ActorRequest) {
    return this.claims.showCode(request);
  }

  @Post('claim/code')
  @NotAudited(ofClaim)
  typeCode(@Req() request: ActorRequest, @Body() body: Form) {
    return this.claims.typeCode(request, body ?? {});
  }

  @Post('claim/code/again')
  @NotAudited(ofCode)
  mailCodeAgain(@Req() request: ActorRequest, @Body() body: Form) {
    return this.claims.mailCodeAgain(request, body ?? {});
  }

  @Post('fresh')
  @NotAudited('writes invitation.renewed itself when there is one to renew')
  freshLink(@Req() request: ActorRequest, @Body() body: Form) {
    return this.freshLinks.ask(request, body ?? {});
  }

  @Get(':token')
  open(@Param('token', { schema: LinkToken }) token: string) {
    return this.claims.open(token);
  }
}
