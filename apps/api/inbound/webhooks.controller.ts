import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { type ActorRequest, NotAudited, Public } from '../auth/access.js';
import { MailWebhooks } from './webhooks.service.js';

/** Where providers tell us what became of our mails. Everybody may knock; what is not signed changes nothing. */
@Controller('webhooks')
@Public()
@SkipThrottle()
export class MailWebhooksController {
  constructor(private readonly webhooks: MailWebhooks) {}

  @Post('ses')
  @HttpCode(200)
  @NotAudited('it is only kept: what its events then change is audited')
  ses(@Req() { body }: ActorRequest) {
    return this.webhooks.takeSes(bytesOf(body));
  }

  @Post('sendgrid')
  @HttpCode(200)
  @NotAudited('it is only kept: what its events then change is audited')
  sendGrid(@Req() { body, headers }: ActorRequest) {
    return this.webhooks.takeSendGrid({
      signature: one(headers['x-twilio-email-event-webhook-signature']),
      timestamp: one(headers['x-twilio-email-event-webhook-timestamp']),
      rawBody: bytesOf(body),
    });
  }
}

const bytesOf = (body: unknown) => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
