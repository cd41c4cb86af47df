import { unsubscribeUrl } from './law.js';
import { fieldOf, fieldsOf } from './message.js';
import { block, commercial, type MailUnderLint, note, pass, type Rule, type Verdict } from './rules.js';

const fix = 'Use the headers that Porchlight writes; a template cannot change them.';

const oneHttpsAddress: Rule['check'] = ({ mail, context }) => {
  const values = fieldsOf(mail, 'list-unsubscribe');
  const addresses = [...(values[0] ?? '').matchAll(/<([^<>]*)>/g)].map(([, address = '']) => address);
  const web = addresses.filter((address) => /^https?:/i.test(address));
  if (values.length !== 1 || web.length !== 1)
    return block('List-Unsubscribe does not hold exactly one web address.', fix);
  if (addresses.some((address) => !/^(?:https?|mailto):/i.test(address)))
    return block('List-Unsubscribe holds something other than web and mail addresses.', fix);
  if (web[0]?.startsWith('https:')) return pass;
  return context.local
    ? note('List-Unsubscribe leads to http, because this platform runs on your own machine.')
    : block('List-Unsubscribe leads to http.', 'Set PUBLIC_URL to an https address.');
};

const exactlyOneClick: Rule['check'] = ({ mail }) => {
  const values = fieldsOf(mail, 'list-unsubscribe-post');
  return values.length === 1 && values[0] === 'List-Unsubscribe=One-Click'
    ? pass
    : block('List-Unsubscribe-Post is not exactly “List-Unsubscribe=One-Click”.', fix);
};

/** The fields that a signature covers, in lower case. */
export const signedFields = (signature: string): string[] =>
  (/(?:^|;)\s*h=([^;]*)/i.exec(signature)?.[1] ?? '')
    .toLowerCase()
    .split(':')
    .map((name) => name.trim());

function signatureCoversBoth({ mail, context }: MailUnderLint): Verdict {
  const signatures = fieldsOf(mail, 'dkim-signature');
  if (signatures.length === 0) return unsigned(context);
  const covers = signatures.some((signature) => {
    const names = signedFields(signature);
    return names.includes('list-unsubscribe') && names.includes('list-unsubscribe-post');
  });
  if (!covers) return block('The signature does not cover both unsubscribe headers, so no provider acts on them.', fix);
  return context.sending.isSignatureValid === false
    ? block('The signature does not fit the mail.', 'Check DKIM_PRIVATE_KEY and DKIM_SELECTOR against the DNS record.')
    : pass;
}

function unsigned({ local, sending }: MailUnderLint['context']): Verdict {
  if (sending.dkim)
    return block(
      'The mail is not signed although a key is there.',
      'Check DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY.',
    );
  if (local) return note('Mails of this local platform are not signed: DKIM_DOMAIN is not set.');
  return note('Not checked here: whoever takes our mails signs them, and must cover both unsubscribe headers.');
}

const isOpaque: Rule['check'] = (under) => {
  const url = unsubscribeUrl(under);
  if (!url || !URL.canParse(url)) return block('There is no unsubscribe address.', fix);
  const { pathname, search, hash, username } = new URL(url);
  const token = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (token.length < 22 || !/^[\w-]+$/.test(token) || search || hash || username)
    return block('The unsubscribe address could be guessed, or needs more than itself.', fix);
  const local = under.envelope.to.split('@')[0]?.toLowerCase() ?? '';
  return local.length > 3 && token.toLowerCase().includes(local)
    ? block('The unsubscribe address says whose it is.', fix)
    : pass;
};

/** What happens behind the address is proven by the page's own tests; here, that the address is that page. */
const isOurPage =
  (sentence: string): Rule['check'] =>
  (under) => {
    const url = unsubscribeUrl(under);
    const ours = `${under.context.publicUrl}/i/u/`;
    return url?.startsWith(ours) && !/[/?#]/.test(url.slice(ours.length)) ? pass : block(sentence, fix);
  };

/** RFC 2369 and RFC 8058. */
export const unsubscribeRules = {
  U1: { title: 'One address to unsubscribe', check: commercial(oneHttpsAddress) },
  U2: { title: 'One press is enough', check: commercial(exactlyOneClick) },
  U3: { title: 'Signed unsubscribe headers', check: commercial(signatureCoversBoth) },
  U4: { title: 'Nobody can guess the address', check: commercial(isOpaque) },
  U5: {
    title: 'A POST unsubscribes without anything else',
    check: commercial(isOurPage('The unsubscribe address is not the page that takes a POST without sign-in.')),
  },
  U6: {
    title: 'A GET unsubscribes nobody',
    check: commercial(isOurPage('The unsubscribe address is not the page that only shows itself to a GET.')),
  },
} as const satisfies Record<string, Rule>;

/** The account-independent part of Feedback-ID and List-Id is checked with the providers' rules. */
export const listIdOf = ({ mail }: MailUnderLint): string | null =>
  /<([^<>]+)>/.exec(fieldOf(mail, 'list-id') ?? '')?.[1] ?? null;
