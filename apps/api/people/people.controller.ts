import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { PeopleQuery, RevealPerson } from './people.schemas.js';
import { People } from './people.service.js';

/** Finding everything that was mailed to one address. */
@Controller('people')
@Roles('support', 'ops', 'admin')
@AllAccounts()
export class PeopleController {
  constructor(private readonly people: People) {}

  @Get()
  find(@CurrentActor() actor: RequestActor, @Query({ schema: PeopleQuery }) query: PeopleQuery) {
    return this.people.find(actor, query);
  }

  @Post('reveal')
  @HttpCode(200)
  @Audited('person.revealed')
  reveal(@CurrentActor() actor: RequestActor, @Body({ schema: RevealPerson }) body: RevealPerson) {
    return this.people.reveal(actor, body);
  }
}
