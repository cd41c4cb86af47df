import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { HubChanges } from './changes.service.js';
import { HubHistory } from './history.service.js';
import { HubList } from './hub-list.service.js';
import { ChangeHub, HubsQuery, NewHub, NewNote, PageQuery } from './hubs.schemas.js';
import { HubsService } from './hubs.service.js';
import { HubsOverviewService } from './overview.service.js';

@Controller()
@Roles('agent')
export class HubsController {
  constructor(
    private readonly hubs: HubsService,
    private readonly lists: HubList,
    private readonly changes: HubChanges,
    private readonly history: HubHistory,
    private readonly first: HubsOverviewService,
  ) {}

  @Get('hubs')
  list(@CurrentActor() actor: RequestActor, @Query({ schema: HubsQuery }) query: HubsQuery) {
    return this.lists.list(actor, query);
  }

  @Get('hubs/overview')
  overview(@CurrentActor() actor: RequestActor) {
    return this.first.get(actor);
  }

  @Get('hubs/activity')
  activity(@CurrentActor() actor: RequestActor, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.history.activity(actor, query);
  }

  @Get('contacts/:id/hubs')
  ofContact(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.lists.ofContact(actor, id);
  }

  @Get('hubs/:id')
  get(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.hubs.get(actor, id);
  }

  @Post('hubs')
  @Audited('hub.created')
  create(@CurrentActor() actor: RequestActor, @Body({ schema: NewHub }) body: NewHub) {
    return this.hubs.create(actor, body);
  }

  @Patch('hubs/:id')
  @Audited('hub.changed')
  change(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ChangeHub }) body: ChangeHub,
  ) {
    return this.changes.change(actor, id, body);
  }

  @Post('hubs/:id/pause')
  @HttpCode(200)
  @Audited('hub.paused')
  pause(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.changes.move(actor, id, 'pause');
  }

  @Post('hubs/:id/resume')
  @HttpCode(200)
  @Audited('hub.resumed')
  resume(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.changes.move(actor, id, 'resume');
  }

  @Post('hubs/:id/archive')
  @HttpCode(200)
  @Audited('hub.archived')
  archive(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.changes.move(actor, id, 'archive');
  }

  @Post('hubs/:id/restore')
  @HttpCode(200)
  @Audited('hub.restored')
  restore(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.changes.move(actor, id, 'restore');
  }

  @Get('hubs/:id/events')
  events(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: PageQuery }) query: PageQuery,
  ) {
    return this.history.events(actor, id, query);
  }

  @Get('hubs/:id/notes')
  notes(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.history.notes(actor, id);
  }

  @Post('hubs/:id/notes')
  @Audited('hub.note_added')
  addNote(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewNote }) { text }: NewNote,
  ) {
    return this.history.addNote(actor, id, text);
  }
}
