import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { Contact } from '../../../database/entities/contacts.js';
import { LandingLink as LandingLinkEntity } from '../../../database/entities/hubs.js';
import { query } from '../../../database/execute.js';
import { ensureLandingLink, landingTokenOf } from '../../../database/landing-links.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { Config } from '../../../integrations/config.js';
import { linkPaths } from '../../../integrations/mail/links.js';
import { KeyRing } from '../../../integrations/secrets.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { CONFIG } from '../config.js';
import { type ListPage, listPage } from '../list.js';
import { NotFound, Problem } from '../problem.js';
import type { LandingLink, LandingLinksQuery, NewLandingLink } from './invitations.schemas.js';

/** Links of many uses to a person's way in, to be copied or printed as a QR code. */
@Injectable()
export class LandingLinks {
  constructor(
    private readonly em: EntityManager,
    private readonly ring: KeyRing,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** With a contact: that one's. Without: the agent's own, and those for contacts. */
  async list(actor: RequestActor, { page, perPage, filter }: LandingLinksQuery): Promise<ListPage<LandingLink>> {
    const links = await this.em.find(
      LandingLinkEntity,
      filter.contactId ? { contactId: filter.contactId } : { agentId: actor.userId },
      { orderBy: [{ revokedAt: 'ASC NULLS FIRST' }, { id: 'DESC' }], limit: perPage + 1, offset: (page - 1) * perPage },
    );
    const paged = listPage(links, { perPage });
    return { ...paged, data: await this.present(paged.data) };
  }

  /** The one there is, or a new one. */
  async ensure(actor: RequestActor, { contactId }: NewLandingLink): Promise<LandingLink> {
    const accountId = accountOf(actor);
    const id = await this.em.transactional(async (tx) => {
      if (contactId && !(await tx.findOne(Contact, contactId, { fields: ['id'] }))) throw new NotFound('contact');
      const place = { accountId, agentId: actor.userId, contactId: contactId ?? null, createdBy: actor.userId };
      const made = await ensureLandingLink(tx, this.ring, place);
      const after = { contactId: contactId ?? null, isNew: made.isNew };
      await recordAudit(
        tx,
        auditBy(actor, { action: 'landing_link.copied', subject: { kind: 'landing_link', id: made.id }, after }),
      );
      return made.id;
    });
    return this.get(id);
  }

  async revoke(actor: RequestActor, landingLinkId: string): Promise<LandingLink> {
    await this.em.transactional(async (tx) => {
      const link = await find(tx, landingLinkId);
      if (link.revokedAt) throw new Problem(409, 'wrong_state', 'This link has been revoked already.');
      link.revokedAt = new Date();
      await tx.flush();
      await recordAudit(
        tx,
        auditBy(actor, { action: 'landing_link.revoked', subject: { kind: 'landing_link', id: landingLinkId } }),
      );
    });
    return this.get(landingLinkId);
  }

  /** Black on white with the quiet zone that ISO/IEC 18004 asks for, so that it can be printed as it is. */
  async qr(landingLinkId: string): Promise<string> {
    const { url } = await this.get(landingLinkId);
    if (!url) throw new NotFound('link');
    const code = generate(url, { minCorrectionLevel: correction.M });
    const side = code.size + 8;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${side} ${side}" width="${side * 8}" height="${side * 8}" shape-rendering="crispEdges"><title>QR code of the link</title><path fill="#fff" d="M-4 -4h${side}v${side}h-${side}z"/><path fill="#000" d="${toSvgPath(code)}"/></svg>`;
  }

  private async get(landingLinkId: string): Promise<LandingLink> {
    const [shown] = await this.present([await find(this.em, landingLinkId)]);
    return shown!;
  }

  private async present(links: LandingLinkEntity[]): Promise<LandingLink[]> {
    const names = await query<{ id: string; agent: string; contact: LandingLink['contact'] }>(
      this.em,
      `select l.id::text, u.name as agent, case when c.id is not null then
         jsonb_build_object('id', c.id::text, 'firstName', c.first_name, 'lastName', c.last_name) end as contact
       from landing_links l join auth."user" u on u.id = l.agent_id left join contacts c on c.id = l.contact_id where l.id = any ($1::bigint[])`,
      [`{${links.map(({ id }) => id).join(',')}}`],
    );
    const byId = new Map(names.map((row) => [row.id, row]));
    return links.map((link) => ({
      id: link.id,
      agent: { id: link.agentId, name: byId.get(link.id)?.agent ?? '' },
      contact: byId.get(link.id)?.contact ?? null,
      url: link.revokedAt ? null : linkPaths.landing(this.config.publicUrl, landingTokenOf(this.ring, link)),
      visits: link.visits,
      lastVisitAt: link.lastVisitAt?.toISOString() ?? null,
      createdAt: link.createdAt.toISOString(),
      revokedAt: link.revokedAt?.toISOString() ?? null,
    }));
  }
}

/** The account is narrowed by the entity manager. */
async function find(em: EntityManager, landingLinkId: string): Promise<LandingLinkEntity> {
  const link = await em.findOne(LandingLinkEntity, landingLinkId);
  if (!link) throw new NotFound('link');
  return link;
}
