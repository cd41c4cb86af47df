import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { staffRoles } from '../../../domain/accounts/roles.js';
import { AllAccounts, Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { AccountsQuery, ChangeAccount, NewAccount } from './accounts.schemas.js';
import { AccountsService } from './accounts.service.js';

@Controller('accounts')
@AllAccounts()
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @Roles(...staffRoles)
  list(@Query({ schema: AccountsQuery }) query: AccountsQuery) {
    return this.accounts.list(query);
  }

  @Get(':id')
  @Roles(...staffRoles)
  get(@Param('id', { schema: Id }) id: string) {
    return this.accounts.get(id);
  }

  @Post()
  @Roles('admin')
  @Audited('account.created')
  create(@CurrentActor() actor: RequestActor, @Body({ schema: NewAccount }) body: NewAccount) {
    return this.accounts.create(actor, body);
  }

  @Patch(':id')
  @Roles('admin')
  @Audited('account.renamed')
  rename(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ChangeAccount }) body: ChangeAccount,
  ) {
    return this.accounts.rename(actor, id, body);
  }
}
