import { type HomeAddress, homeKey } from '../domain/hubs/home-key.js';
import { type Connection, query } from './execute.js';

interface Twin extends HomeAddress {
  contactId: string;
  mailbox: string;
}

/** What stands below the verdicts about one mailbox: they are judged of whoever is chosen. */
const below = `('consent_missing', 'recently_contacted', 'no_home', 'eligible')`;

/**
 * Two spellings of one mailbox are known of Google alone (`mailbox_of`); of one spelling an account has one contact.
 * Of candidates with one mailbox one is chosen: who can be mailed, then whose details are most complete, then the oldest. The first of
 * the others who has the same home is named in the same mail; the rest is left out.
 */
export async function tellTwinsApart(tx: Connection, campaignId: string): Promise<void> {
  const twins = await query<Twin>(tx, twinsSql, [campaignId]);
  const found = judge(twins);
  if (found.length === 0) return;
  await query(
    tx,
    `with g as materialized (
       select $1::bigint as campaign_id, g.* from unnest($2::bigint[], $3::bigint[], $4::text[]) as g (contact_id, of, verdict))
     update recipients r set verdict = g.verdict, verdict_of = g.of, state = 'excluded' from g
     where r.campaign_id = g.campaign_id and r.contact_id = g.contact_id`,
    [
      campaignId,
      list(found.map(({ contactId }) => contactId)),
      list(found.map(({ of }) => of)),
      list(found.map(({ verdict }) => verdict)),
    ],
  );
  const couples = found.filter(({ verdict }) => verdict === 'together');
  await query(
    tx,
    `with g as materialized (
       select $1::bigint as campaign_id, g.* from unnest($2::bigint[], $3::bigint[]) as g (contact_id, of))
     update recipients r set together_with = g.contact_id from g where r.campaign_id = g.campaign_id and r.contact_id = g.of`,
    [campaignId, list(couples.map(({ contactId }) => contactId)), list(couples.map(({ of }) => of))],
  );
}

const list = (values: string[]) => `{${values.join(',')}}`;

const twinsSql = `
with mailboxes as materialized (
  select contact_id, verdict, mailbox_of(email_normalized) as mailbox from recipients
  where campaign_id = $1 and provider = 'google' and verdict in ${below} and email_normalized is not null
), shared as materialized (select mailbox from mailboxes group by 1 having count(*) > 1)
select m.contact_id::text as "contactId", m.mailbox, c.street, c.unit, c.city, c.state, c.zip, c.country
from mailboxes m join shared using (mailbox) join contacts c on c.id = m.contact_id
order by m.mailbox, m.verdict = 'eligible' desc,
  num_nonnulls(c.first_name, c.last_name, c.phone, c.street, c.city, c.zip, c.co_first_name, c.closing_date) desc, c.created_at, c.id`;

function judge(twins: Twin[]): { contactId: string; of: string; verdict: 'duplicate_of' | 'together' }[] {
  let chosen: (Twin & { home: string | null; isCoupled: boolean }) | null = null;
  return twins.flatMap((twin) => {
    const home = homeKey(twin);
    if (chosen?.mailbox !== twin.mailbox) {
      chosen = { ...twin, home, isCoupled: false };
      return [];
    }
    const isPartner = !chosen.isCoupled && home !== null && home === chosen.home;
    chosen.isCoupled ||= isPartner;
    return [{ contactId: twin.contactId, of: chosen.contactId, verdict: isPartner ? 'together' : 'duplicate_of' }];
  });
}
