import { Controller, Get, Param } from '@nestjs/common';
import { Roles } from '../auth/access.js';
import { Id, type ListPage } from '../list.js';
import { Connectors } from './connectors.js';
import { presentConnector } from './gallery.js';
import { ContactLinks } from './links.service.js';
import type { Connector } from './syncs.schemas.js';

/** The gallery of CRMs that can be connected, and where a contact stands in them. */
@Controller()
@Roles('agent', 'support', 'ops', 'admin')
export class ConnectorsController {
  constructor(
    private readonly connectors: Connectors,
    private readonly links: ContactLinks,
  ) {}

  @Get('connectors')
  list(): ListPage<Connector> {
    const data = this.connectors.list().map((connector) =>
      presentConnector(connector, {
        hasApp: this.connectors.appOf(connector.id) !== null,
        sandboxUrl: this.connectors.sandboxUrl(connector.id),
      }),
    );
    return { data, total: data.length, hasNextPage: false };
  }

  @Get('contacts/:id/links')
  @Roles('agent')
  linksOf(@Param('id', { schema: Id }) id: string) {
    return this.links.list(id);
  }
}
