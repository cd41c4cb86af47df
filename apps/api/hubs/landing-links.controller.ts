import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { LandingLinksQuery, NewLandingLink } from './invitations.schemas.js';
import { LandingLinks } from './landing-links.service.js';

@Controller('landing-links')
@Roles('agent')
export class LandingLinksController {
  constructor(private readonly links: LandingLinks) {}

  @Get()
  list(@CurrentActor() actor: RequestActor, @Query({ schema: LandingLinksQuery }) query: LandingLinksQuery) {
    return this.links.list(actor, query);
  }

  @Post()
  @HttpCode(200)
  @Audited('landing_link.copied')
  ensure(@CurrentActor() actor: RequestActor, @Body({ schema: NewLandingLink }) body: NewLandingLink) {
    return this.links.ensure(actor, body);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Audited('landing_link.revoked')
  revoke(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.links.revoke(actor, id);
  }

  /** Holds the link itself: kept in no cache. */
  @Get(':id/qr.svg')
  @Header('Content-Type', 'image/svg+xml; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  qr(@Param('id', { schema: Id }) id: string) {
    return this.links.qr(id);
  }
}
