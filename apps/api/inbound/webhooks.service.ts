import { Inject, Injectable } from '@nestjs/common';
import type { InboundSource } from '../../../domain/mail/reports/outcomes.js';
import type { Config } from '../../../integrations/config.js';
import { DeliveryRefused } from '../../../integrations/mail/webhooks/refused.js';
import { type SignedDelivery, verifySendGrid } from '../../../integrations/mail/webhooks/sendgrid.js';
import { Sns } from '../../../integrations/mail/webhooks/sns.js';
import { CONFIG } from '../config.js';
import { NotFound, Problem } from '../problem.js';
import { Inbox } from './inbox.service.js';
import { InboundRefusals } from './refusals.service.js';

export interface Kept {
  /** False: it came before. */
  isNew: boolean;
}

/**
 * What providers tell us of our mails: verified over the bytes as they came, kept, answered, and only then read. What is not believed is
 * answered by 401, after which nobody need try again; what we cannot do now by 503.
 */
@Injectable()
export class MailWebhooks {
  private readonly sns: Sns;

  constructor(
    private readonly inbox: Inbox,
    private readonly refusals: InboundRefusals,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const { topics, snsOrigin } = config.returns;
    this.sns = new Sns({ topics, origin: snsOrigin });
  }

  async takeSes(rawBody: Buffer): Promise<Kept> {
    if (this.config.returns.topics.length === 0) throw new NotFound('address');
    const envelope = await this.orProblem('ses', () => this.sns.verify(rawBody, new Date()));
    if (envelope.Type === 'SubscriptionConfirmation') await this.orProblem('ses', () => this.sns.confirm(envelope));
    if (envelope.Type !== 'Notification') return { isNew: false };
    return this.keep('ses', envelope.MessageId, rawBody);
  }

  async takeSendGrid(delivery: SignedDelivery): Promise<Kept> {
    const { sendGridKeys } = this.config.returns;
    if (sendGridKeys.length === 0) throw new NotFound('address');
    await this.orProblem('sendgrid', async () => verifySendGrid(delivery, sendGridKeys, new Date()));
    return this.keep('sendgrid', null, delivery.rawBody);
  }

  private async keep(source: 'ses' | 'sendgrid', key: string | null, raw: Buffer): Promise<Kept> {
    return { isNew: await this.inbox.keep({ source, key, raw }) };
  }

  private async orProblem<Result>(source: InboundSource, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DeliveryRefused))
        throw new Problem(503, 'not_now', 'It cannot be checked at the moment. Send it again in a few minutes.');
      this.refusals.count(source, error.message);
      throw new Problem(401, 'delivery_refused', error.message);
    }
  }
}
