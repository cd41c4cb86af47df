import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Audited, CurrentActor, NotAudited, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { BulkService } from './bulk.service.js';
import { checkAddress } from './address-check.js';
import {
  AddressToCheck,
  BulkContacts,
  ChangeContact,
  ContactsQuery,
  NewContact,
  NewCustomField,
  RemoveContact,
} from './contacts.schemas.js';
import { ContactsService } from './contacts.service.js';
import { EraseService } from './erase.service.js';
import { ExportService } from './export.service.js';
import { FacetsService } from './facets.service.js';
import { HistoryService } from './history.service.js';

@Controller()
@Roles('agent')
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly many: BulkService,
    private readonly facets: FacetsService,
    private readonly past: HistoryService,
    private readonly exports: ExportService,
    private readonly eraser: EraseService,
  ) {}

  @Get('contacts')
  list(@Query({ schema: ContactsQuery }) query: ContactsQuery) {
    return this.contacts.list(query);
  }

  @Get('contacts.csv')
  csv(@CurrentActor() actor: RequestActor, @Query({ schema: ContactsQuery }) { filter }: ContactsQuery) {
    return this.exports.csv(actor, filter);
  }

  @Get('contacts/facets')
  listFacets(@CurrentActor() actor: RequestActor) {
    return this.facets.facets(actor);
  }

  @Post('contacts/bulk')
  @HttpCode(200)
  @Audited('contacts.changed')
  bulk(@CurrentActor() actor: RequestActor, @Body({ schema: BulkContacts }) body: BulkContacts) {
    return this.many.change(actor, body);
  }

  @Post('contacts/address-check')
  @HttpCode(200)
  @NotAudited('only looks at what was typed')
  checkAddress(@Body({ schema: AddressToCheck }) { email }: AddressToCheck) {
    return checkAddress(email);
  }

  @Get('contacts/:id')
  get(@Param('id', { schema: Id }) id: string) {
    return this.contacts.get(id);
  }

  @Get('contacts/:id/history')
  history(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.past.list(actor, id);
  }

  @Post('contacts')
  @Audited('contact.created')
  create(@CurrentActor() actor: RequestActor, @Body({ schema: NewContact }) body: NewContact) {
    return this.contacts.create(actor, body);
  }

  @Patch('contacts/:id')
  @Audited('contact.updated')
  change(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ChangeContact }) body: ChangeContact,
    @Headers('if-match') ifMatch?: string,
  ) {
    return this.contacts.change(actor, id, body, ifMatch);
  }

  @Delete('contacts/:id')
  @HttpCode(204)
  @Audited('contact.deleted')
  remove(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RemoveContact }) body: RemoveContact,
    @Headers('if-match') ifMatch?: string,
  ) {
    return this.eraser.remove(actor, id, body, ifMatch);
  }

  @Get('custom-fields')
  listCustomFields() {
    return this.facets.customFields();
  }

  @Post('custom-fields')
  @Audited('custom_field.created')
  addCustomField(@CurrentActor() actor: RequestActor, @Body({ schema: NewCustomField }) body: NewCustomField) {
    return this.facets.addCustomField(actor, body);
  }
}
