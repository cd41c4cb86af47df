import type { LateReason } from '../domain/campaigns/late.js';

/**
 * What `lateReason` looks at beside the recipient `r`: the contact, the Hub, the invitation, and why their address is suppressed. That
 * is asked by the address alone and never by the reason, of which there may be a million.
 * @param key the place of a parameter with `config.addressKey` in hex, such as `$3`
 */
export const lateJoins = (key: string): string => `
  left join contacts c on c.id = r.contact_id and c.account_id = r.account_id
  left join hubs h on h.id = r.hub_id
  left join invitations i on i.id = r.invitation_id
  left join lateral (
    select array_agg(s.reason) as reasons from suppressions s
    where s.address_hash = address_hash(r.email_normalized, decode(${key}, 'hex')) and s.removed_at is null
      and (s.account_id is null or s.account_id = r.account_id)) u on true`;

const reasons: [LateReason, string][] = [
  ['erased', 'c.id is null or r.email_normalized is null or (r.hub_id is not null and h.id is null) or (r.invitation_id is not null and i.id is null)'],
  ['claimed', `i.state = 'claimed' or h.state = 'claimed' or h.resume_state = 'claimed'`],
  ['address_changed', 'c.email_normalized is distinct from r.email_normalized'],
  ['complained', `'complained' = any (u.reasons)`],
  ['unsubscribed', `c.unsubscribed or not (u.reasons <@ array['complained', 'bounced'])`],
  ['bounced', `'bounced' = any (u.reasons)`],
  ['joined', 'exists (select from hub_members m where m.email_normalized = r.email_normalized and m.account_id = r.account_id and m.left_at is null)'],
  ['hub_archived', `h.state = 'archived'`],
  ['hub_paused', `h.state = 'paused'`],
  ['revoked', `i.state = 'revoked'`],
  ['expired', `i.state = 'expired'`],
  ['invited_meanwhile', `i.next_action_at is not null or i.wave <> r.wave or i.email_normalized <> r.email_normalized
    or exists (select from invitations o where o.email_normalized = r.email_normalized and o.account_id = r.account_id and o.state = 'waiting' and o.id is distinct from r.invitation_id)`],
]; // prettier-ignore

/**
 * An expression that says why a recipient may not be mailed after all, as a `LateReason`; null while they may. To be asked in the
 * transaction that commits to sending, of rows `r` joined by `lateJoins`. Concerns the first mail: whoever has had it is stopped by
 * their invitation.
 */
export const lateReason = `case ${reasons.map(([reason, condition]) => `when ${condition} then '${reason}'`).join(' ')} end`;
