import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { readAddress } from '../../../domain/contacts/email.js';
import { mendText } from '../../../domain/contacts/text.js';
import { query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { holdHub } from '../../../database/hubs.js';
import { AlreadyInvited, createInvitation } from '../../../database/invitations.js';
import { recordAudit } from '../../../database/record-audit.js';
import { KeyRing } from '../../../integrations/secrets.js';
import type { ActorRequest } from '../auth/access.js';
import { Forbidden, Problem } from '../problem.js';
import type { Answer } from './answer.js';
import { HomeHubs } from './hub.service.js';
import { Limits } from './limits.js';
import { News } from './news.js';
import { type Place, Places } from './places.js';
import type { Wrong } from './views/forms.js';

interface Guest {
  firstName: string;
  lastName: string | null;
  email: string;
  emailNormalized: string;
}

const oneReminder = 1;

/** The owner asks somebody to share the Hub. Whether that address may be mailed is looked at when the mail goes out, and told to nobody here. */
@Injectable()
export class CoOwners {
  constructor(
    private readonly em: EntityManager,
    private readonly ring: KeyRing,
    private readonly places: Places,
    private readonly hubs: HomeHubs,
    private readonly limits: Limits,
    private readonly news: News,
  ) {}

  invite(request: ActorRequest, hubId: string, body: Record<string, unknown>): Promise<Answer> {
    return this.places.inHub(request, hubId, async (place, here) => {
      if (!this.places.isOwnForm(here, body)) return this.hubs.page(place, here);
      if (place.member.role !== 'owner')
        throw new Forbidden('Only the owner of a Hub can invite somebody to share it.');
      const { guest, wrong, typed } = readGuest(body, place);
      if (!guest) return this.hubs.page(place, here, { wrong, typed });
      if ((await this.limits.take('coOwners', hubId)).isOver)
        throw new Problem(429, 'too_many', 'That were many invitations for one day. Go on tomorrow.');
      const invitationId = await this.add(request, place, guest);
      if (invitationId) this.news.deliver([], invitationId);
      return { to: `/h/${hubId}?done=shared` };
    });
  }

  /** @returns null when this address is invited already: the mail is under way */
  private async add(request: ActorRequest, place: Place, guest: Guest): Promise<string | null> {
    const { hubId, accountId, contactId, member } = place;
    try {
      return await this.em.transactional(async (tx) => {
        const hub = await holdHub(tx, hubId);
        if (!hub) return null;
        const { invitationId } = await createInvitation(tx, this.ring, hub, { ...guest, role: 'co_owner', reminders: oneReminder, via: 'mail', sentBy: null }); // prettier-ignore
        await query(
          tx,
          `update hubs set co_first_name = $2, co_last_name = $3, co_email = $4, version = version + 1, updated_at = now()
           where id = $1 and co_email is null`,
          [hubId, guest.firstName, guest.lastName, guest.email],
        );
        await recordHubEvent(tx, { accountId, hubId, contactId, kind: 'co_owner_invited', byKind: 'homeowner', byId: member.memberId, invitationId }); // prettier-ignore
        await recordAudit(tx, {
          accountId,
          actor: { kind: 'system', id: null, role: null },
          action: 'invitation.created',
          subject: { kind: 'invitation', id: invitationId },
          requestId: request.id,
          after: { by: 'homeowner', role: 'co_owner', hubId, memberId: member.memberId },
        });
        return invitationId;
      });
    } catch (error) {
      if (error instanceof AlreadyInvited) return null;
      throw error;
    }
  }
}

function readGuest(body: Record<string, unknown>, { member }: Place) {
  const typed = {
    firstName: mendText(String(body.firstName ?? '')).text.slice(0, 100),
    lastName: mendText(String(body.lastName ?? '')).text.slice(0, 100),
    email: String(body.email ?? '').trim(),
  };
  const address = readAddress(typed.email);
  const wrong: Wrong = {
    ...(typed.firstName === '' && { firstName: 'Type the first name.' }),
    ...(!address && { email: 'Type an e-mail address, as in ben@example.com.' }),
    ...(address?.normalized === member.emailNormalized && {
      email: 'This is your own address. Type that of the other owner.',
    }),
  };
  if (!address || Object.keys(wrong).length > 0) return { guest: null, wrong, typed };
  const { firstName, lastName, email } = typed;
  const guest: Guest = { firstName, lastName: lastName || null, email, emailNormalized: address.normalized };
  return { guest, wrong, typed };
}
