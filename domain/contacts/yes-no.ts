const yes = new Set([
  'yes', 'y', 'true', 't', '1', 'on', 'x', 'ok', 'ja', 'j', 'wahr', 'sí', 'si', 's', 'verdadero', 'oui', 'o', 'vrai', 'waar', 'sim', 'verdadeiro', 'sì', 'vero', '✓', '✔', '☑', 'checked',
  'granted', 'given', 'agreed', 'accepted', 'allowed', 'express', 'express consent', 'double opt-in',
]); // prettier-ignore
const no = new Set([
  'no', 'n', 'false', 'f', '0', 'off', 'nein', 'falsch', 'falso', 'non', 'faux', 'nee', 'onwaar', 'não', 'nao', '✗', '✘', '☐', 'unchecked', 'none', 'never', 'denied', 'refused', 'revoked', 'not given',
]); // prettier-ignore
/** Words that say on which side of a mailing list a person is; they are no for one question and yes for the other. */
const on = new Set([
  'subscribed',
  'opt-in',
  'opted-in',
  'opted in',
  'opt in',
  'optin',
  'in',
  'active',
  'confirmed',
  'marketing contact',
]);
const off = new Set([
  'unsubscribed',
  'opt-out',
  'opted-out',
  'opted out',
  'opt out',
  'optout',
  'out',
  'cleaned',
  'bounced',
  'do not contact',
  'do not email',
  'dnc',
  'abgemeldet',
  'désabonné',
  'desabonné',
]);

/** Yes, no or neither (null) in English, German, Spanish, French, Dutch, Portuguese and Italian; `asked` is what yes would mean. */
export function readYesNo(text: string, asked: 'consent' | 'unsubscribed'): boolean | null {
  if (text.length > 20) return null;
  const word = text.toLowerCase();
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  if (on.has(word)) return asked === 'consent';
  if (off.has(word)) return asked === 'unsubscribed';
  return null;
}
