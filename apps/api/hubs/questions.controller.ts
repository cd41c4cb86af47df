import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Audited, CurrentActor, type RequestActor, Roles } from '../auth/access.js';
import { Id } from '../list.js';
import { Answer } from './hubs.schemas.js';
import { HubQuestions } from './questions.service.js';

@Controller()
@Roles('agent')
export class HubQuestionsController {
  constructor(private readonly questions: HubQuestions) {}

  @Post('hub-questions/:id/answer')
  @HttpCode(200)
  @Audited('hub_question.answered')
  answer(
    @CurrentActor() actor: RequestActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Answer }) { text }: Answer,
  ) {
    return this.questions.answer(actor, id, text);
  }

  @Post('hub-corrections/:id/accept')
  @HttpCode(200)
  @Audited('hub_correction.accepted')
  accept(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.questions.decide(actor, id, 'accepted');
  }

  @Post('hub-corrections/:id/decline')
  @HttpCode(200)
  @Audited('hub_correction.declined')
  decline(@CurrentActor() actor: RequestActor, @Param('id', { schema: Id }) id: string) {
    return this.questions.decide(actor, id, 'declined');
  }
}
