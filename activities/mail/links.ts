import { hashAddress } from '../../database/suppressions.js';
import { readAddress } from '../../domain/contacts/email.js';
import type { MailValues } from '../../domain/mail/values.js';
import { linkPaths, linkToken } from '../../integrations/mail/links.js';
import type { MailDependencies } from '../mail.js';

interface LinkedInvitation {
  id: string;
  accountId: string;
  nonce: Uint8Array;
  keyId: number;
  email: string;
}

/** The links of one invitation's mail. The claim link is made again with the key it was first made with. */
export function linksOf(
  { ring, settings }: Pick<MailDependencies, 'ring' | 'settings'>,
  { id, accountId, nonce, keyId, email }: LinkedInvitation,
): MailValues {
  const addressHash = hashAddress(readAddress(email)?.normalized ?? email.toLowerCase(), settings.addressKey);
  const about = { accountId, invitationId: id, addressHash };
  const { publicUrl } = settings;
  return {
    claimUrl: linkPaths.claim(publicUrl, ring.token('claim', keyId, id, Buffer.from(nonce))),
    notMeUrl: linkPaths.notMe(publicUrl, linkToken(ring, 'take back', about)),
    unsubscribeUrl: linkPaths.unsubscribe(publicUrl, linkToken(ring, 'unsubscribe', about)),
  };
}
