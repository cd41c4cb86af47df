import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { ChangeUser, InviteUser, PersonId, UsersQuery } from './users.schemas.js';
import { UsersService } from './users.service.js';

@Controller('users')
@Roles('admin')
@AllAccounts()
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  list(@Query({ schema: UsersQuery }) query: UsersQuery) {
    return this.users.list(query);
  }

  @Post()
  @Audited('user.invited')
  invite(@CurrentActor() actor: RequestActor, @Body({ schema: InviteUser }) body: InviteUser) {
    return this.users.invite(actor, body);
  }

  @Patch(':id')
  @Audited('user.changed')
  change(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: PersonId }) id: string,
    @Body({ schema: ChangeUser }) body: ChangeUser,
  ) {
    return this.users.change(actor, id, body);
  }
}
