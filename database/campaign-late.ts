import type { LateReason } from '../domain/campaigns/late.js';

/** What `lateReason` looks at beside the recipient `r`: the contact, the Hub, the invitation. */
export const lateJoins = `
  left join contacts c on c.id = r.contact_id and c.account_id = r.account_id
  left join hubs h on h.id = r.hub_id
  left join invitations i on i.id = r.invitation_id`;

const reasons: [LateReason, (key: string) => string][] = [
  ['erased', () => 'c.id is null or r.email_normalized is null or (r.hub_id is not null and h.id is null) or (r.invitation_id is not null and i.id is null)'],
  ['claimed', () => `i.state = 'claimed' or h.state = 'claimed' or h.resume_state = 'claimed'`],
  ['address_changed', () => 'c.email_normalized is distinct from r.email_normalized'],
  ['complained', (key) => `exists (select from suppressions s where s.address_hash = address_hash(r.email_normalized, decode(${key}, 'hex'))
    and s.removed_at is null and (s.account_id is null or s.account_id = r.account_id) and s.reason = 'complained')`],
  ['unsubscribed', (key) => `c.unsubscribed or exists (select from suppressions s where s.address_hash = address_hash(r.email_normalized, decode(${key}, 'hex'))
    and s.removed_at is null and (s.account_id is null or s.account_id = r.account_id) and s.reason not in ('complained', 'bounced'))`],
  ['bounced', (key) => `exists (select from suppressions s where s.address_hash = address_hash(r.email_normalized, decode(${key}, 'hex'))
    and s.removed_at is null and (s.account_id is null or s.account_id = r.account_id) and s.reason = 'bounced')`],
  ['joined', () => 'exists (select from hub_members m where m.email_normalized = r.email_normalized and m.account_id = r.account_id and m.left_at is null)'],
  ['hub_archived', () => `h.state = 'archived'`],
  ['hub_paused', () => `h.state = 'paused'`],
  ['revoked', () => `i.state = 'revoked'`],
  ['expired', () => `i.state = 'expired'`],
  ['invited_meanwhile', () => `i.next_action_at is not null or i.wave <> r.wave or i.email_normalized <> r.email_normalized
    or exists (select from invitations o where o.email_normalized = r.email_normalized and o.account_id = r.account_id and o.state = 'waiting' and o.id is distinct from r.invitation_id)`],
]; // prettier-ignore

/**
 * An expression that says why a recipient may not be mailed after all, as a `LateReason`; null while they may. To be asked in the
 * transaction that commits to sending, of rows `r` joined by `lateJoins`. Concerns the first mail: whoever has had it is stopped by
 * their invitation.
 * @param key the place of a parameter with `config.addressKey` in hex, such as `$3`
 */
export const lateReason = (key: string): string =>
  `case ${reasons.map(([reason, condition]) => `when ${condition(key)} then '${reason}'`).join(' ')} end`;
