import { Body, Get, Post, Query, Req } from '@nestjs/common';
import { type ActorRequest, NotAudited } from '../auth/access.js';
import { MyData } from './data.service.js';
import { Deletion } from './deletion.service.js';
import { HomeownerPages } from './homeowner-pages.js';
import { Preferences } from './preferences.service.js';

type Form = Record<string, unknown>;

const ownAudit = 'writes its audit events itself when it did something; otherwise the page is shown again';

/** What is a homeowner's own, whichever Hub it is about. */
@HomeownerPages('h')
export class OwnController {
  constructor(
    private readonly preferences: Preferences,
    private readonly data: MyData,
    private readonly deletion: Deletion,
  ) {}

  @Get('preferences')
  showPreferences(@Req() request: ActorRequest, @Query('done') done: unknown) {
    return this.preferences.show(request, done);
  }

  @Post('preferences')
  @NotAudited(
    'a homeowner’s own wishes, in the history of the Hub; suppress and lift write their audit events themselves',
  )
  savePreferences(@Req() request: ActorRequest, @Body() body: Form) {
    return this.preferences.save(request, body ?? {});
  }

  @Get('data')
  showData(@Req() request: ActorRequest) {
    return this.data.show(request);
  }

  @Post('data/prove')
  @NotAudited('mails a code; nothing of the account has changed')
  prove(@Req() request: ActorRequest, @Body() body: Form) {
    return this.data.prove(request, body ?? {});
  }

  @Get('data/download')
  download(@Req() request: ActorRequest) {
    return this.data.download(request);
  }

  @Get('data/delete')
  showDeletion(@Req() request: ActorRequest) {
    return this.deletion.show(request);
  }

  @Post('data/delete')
  @NotAudited(ownAudit)
  delete(@Req() request: ActorRequest, @Body() body: Form) {
    return this.deletion.act(request, body ?? {});
  }
}
