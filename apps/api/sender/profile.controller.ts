import { Body, Controller, Delete, Get, Patch, Put, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { ProfileService } from './profile.service.js';
import { ChangeProfile } from './sender.schemas.js';

/** The card of whoever asks. */
@Controller('agent-profile')
@Roles('agent')
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  @Get()
  get(@CurrentActor() actor: RequestActor) {
    return this.profiles.get(actor);
  }

  @Patch()
  @Audited('agent.card_changed')
  change(@CurrentActor() actor: RequestActor, @Body({ schema: ChangeProfile }) body: ChangeProfile) {
    return this.profiles.change(actor, body);
  }

  @Put('photo')
  @Audited('agent.photo_changed')
  changePhoto(@CurrentActor() actor: RequestActor, @Req() request: Request) {
    return this.profiles.changePhoto(actor, request);
  }

  @Delete('photo')
  @Audited('agent.photo_removed')
  removePhoto(@CurrentActor() actor: RequestActor) {
    return this.profiles.removePhoto(actor);
  }
}
