import { Inject, Injectable } from '@nestjs/common';
import type { FoundInvitation } from '../../../database/invitations.js';
import { hashAddress } from '../../../database/suppressions.js';
import type { Config } from '../../../integrations/config.js';
import { linkPaths, linkToken } from '../../../integrations/mail/links.js';
import { KeyRing } from '../../../integrations/secrets.js';
import { CONFIG } from '../config.js';
import type { InvitationLinks } from './views/claim.js';

/** The ways out that stand below an invitation, as in its mail; within our own pages, whatever host was asked. */
@Injectable()
export class InvitationLinkMaker {
  constructor(
    private readonly ring: KeyRing,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  of({ accountId, invitationId, emailNormalized }: FoundInvitation): InvitationLinks {
    const about = { accountId, invitationId, addressHash: hashAddress(emailNormalized, this.config.addressKey) };
    return {
      notMe: linkPaths.notMe('', linkToken(this.ring, 'take back', about)),
      unsubscribe: linkPaths.unsubscribe('', linkToken(this.ring, 'unsubscribe', about)),
    };
  }
}
