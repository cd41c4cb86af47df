import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { ApiKeysService } from './api-keys.service.js';
import { NewApiKey, PersonId } from './users.schemas.js';

@Controller('api-keys')
@Roles('agent')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  list(@CurrentActor() actor: RequestActor) {
    return this.keys.list(actor);
  }

  @Post()
  @Audited('api_key.created')
  create(@CurrentActor() actor: RequestActor, @Body({ schema: NewApiKey }) body: NewApiKey) {
    return this.keys.create(actor, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('api_key.removed')
  remove(@CurrentActor() actor: RequestActor, @Param('id', { schema: PersonId }) id: string) {
    return this.keys.remove(actor, id);
  }
}
