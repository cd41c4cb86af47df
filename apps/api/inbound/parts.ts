import { InboundEventsController } from './inbound.controller.js';
import { InboundEvents } from './inbound.service.js';
import { Inbox } from './inbox.service.js';
import { BounceMailbox } from './mailbox.service.js';
import { InboundRefusals } from './refusals.service.js';
import { MailWebhooksController } from './webhooks.controller.js';
import { MailWebhooks } from './webhooks.service.js';

/** What comes back from mails, for the index of the API. */
export const inboundControllers = [MailWebhooksController, InboundEventsController];

export const inboundServices = [Inbox, BounceMailbox, MailWebhooks, InboundEvents, InboundRefusals];
