import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { ColleaguesService } from './colleagues.service.js';
import { InviteColleague, PersonId } from './users.schemas.js';

@Controller('colleagues')
@Roles('agent')
export class ColleaguesController {
  constructor(private readonly colleagues: ColleaguesService) {}

  @Get()
  list() {
    return this.colleagues.list();
  }

  @Post()
  @Audited('user.invited')
  invite(@CurrentActor() actor: RequestActor, @Body({ schema: InviteColleague }) body: InviteColleague) {
    return this.colleagues.invite(actor, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('user.removed')
  remove(@CurrentActor() actor: RequestActor, @Param('id', { schema: PersonId }) id: string) {
    return this.colleagues.remove(actor, id);
  }
}
