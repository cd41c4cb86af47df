import { Get } from '@nestjs/common';
import { HomeownerPages } from './homeowner-pages.js';
import { notFoundPage, privacyPage } from './views/pages.js';

/** What needs no link and no sign-in. */
@HomeownerPages('h')
export class PublicPagesController {
  @Get('privacy')
  privacy() {
    return privacyPage();
  }
}

/** Whatever else is asked for among the homeowners' pages. */
@HomeownerPages('h')
export class ElsewhereController {
  @Get('*path')
  nothing() {
    return notFoundPage();
  }
}
