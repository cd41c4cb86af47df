import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import { countComplaints } from '../../../database/complaints.js';
import type { MailFacts } from '../../../domain/mail/facts.js';
import type { TemplateKind } from '../../../domain/mail/kinds.js';
import { type Check, checksFor } from '../../../domain/mail/lint.js';
import type { Config } from '../../../integrations/config.js';
import { lintContext } from '../../../integrations/mail/lint-context.js';
import { SendingDomains } from '../../../integrations/mail/sending-domain.js';
import type { WrittenMail } from '../../../integrations/mail/write.js';
import { CONFIG } from '../config.js';

export interface MailToCheck {
  kind: TemplateKind;
  facts: MailFacts;
  /** When its link ends; null: it has none that ends. */
  worksUntil: Date | null;
  written: WrittenMail;
}

/** Holds a mail that was written, but not sent, against law and the rules of mailbox providers. */
@Injectable()
export class MailChecks {
  private readonly domains: SendingDomains;

  constructor(
    private readonly em: EntityManager,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.domains = new SendingDomains(config);
  }

  /** Everything worth a look, the worst first; one that `block`s keeps the mail from being sent. */
  async of({ kind, facts, worksUntil, written }: MailToCheck): Promise<Check[]> {
    const { raw, envelope, senderDomain } = written;
    const [complaints, domain] = await Promise.all([
      // What nobody sends yet, such as a template of the platform, has no account.
      facts.accountId === '0' ? null : countComplaints(this.em, facts.accountId),
      this.domains.findings(senderDomain),
    ]);
    const context = lintContext({ kind, facts, worksUntil, domain, complaints }, this.config);
    return checksFor({ raw, envelope, context });
  }
}
