import { type Connection, query } from './execute.js';

interface DemoSender {
  slug: string;
  brokerage: string;
  website: string;
  postalAddress: string;
}

/** Who the demo offices are to the people they write to, so that a first invitation can leave. */
const senders: readonly DemoSender[] = [
  {
    slug: 'hillside',
    brokerage: 'Hillside Realty LLC',
    website: 'https://hillside.example',
    postalAddress: '400 Pearl St, Suite 200, Boulder, CO 80302',
  },
  {
    slug: 'lakeside',
    brokerage: 'Lakeside Homes Inc.',
    website: 'https://lakeside.example',
    postalAddress: 'PO Box 1200, Madison, WI 53701',
  },
];

interface DemoCard {
  email: string;
  title: string;
  phone: string;
  license: string;
  about: string;
}

const cards: readonly DemoCard[] = [
  {
    email: 'maria@hillside.example',
    title: 'Broker Associate',
    phone: '(303) 555-0110',
    license: 'CO FA.100012345',
    about: 'I have helped families in Boulder find and keep their homes since 2009.',
  },
  {
    email: 'tom@hillside.example',
    title: 'Realtor',
    phone: '(303) 555-0111',
    license: 'CO FA.100054321',
    about: 'Old houses, new roofs, honest numbers.',
  },
  {
    email: 'nora@lakeside.example',
    title: 'Broker',
    phone: '(608) 555-0120',
    license: 'WI 54321-90',
    about: 'On the lakes all year round.',
  },
];

/** Sender identity and agents' cards of the demo; what somebody has written already stays. */
export async function seedSenders(tx: Connection): Promise<void> {
  for (const { slug, brokerage, website, postalAddress } of senders)
    await query(
      tx,
      `update accounts set brokerage = $2, website = $3, postal_address = $4
        where slug = $1 and brokerage is null and website is null and postal_address is null`,
      [slug, brokerage, website, postalAddress],
    );
  for (const { email, title, phone, license, about } of cards)
    await query(
      tx,
      `insert into agents (user_id, account_id, title, phone, license, about)
       select id, "accountId", $2, $3, $4, $5 from auth."user" where email = $1 and "accountId" is not null
       on conflict (user_id) do nothing`,
      [email, title, phone, license, about],
    );
}
