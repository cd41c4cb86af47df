const codes = (
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FO FR ' +
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO ' +
  'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR ' +
  'TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WS XK YE ZA ZM ZW'
).split(' ');
const languages = ['en', 'de', 'es', 'fr', 'nl', 'pt', 'it'];

function namesOfCountries(): Map<string, string> {
  const byName = new Map<string, string>(codes.map((code) => [code.toLowerCase(), code]));
  for (const language of languages) {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    for (const code of codes) byName.set((names.of(code) ?? code).toLowerCase(), code);
  }
  for (const name of [
    'usa',
    'u.s.a.',
    'u.s.',
    'united states of america',
    'america',
    'estados unidos de america',
    'eeuu',
    'ee.uu.',
    'us of a',
  ])
    byName.set(name, 'US');
  for (const name of ['uk', 'great britain', 'england', 'scotland', 'wales']) byName.set(name, 'GB');
  for (const [name, code] of [
    ['can', 'CA'],
    ['mex', 'MX'],
    ['deu', 'DE'],
    ['ger', 'DE'],
    ['holland', 'NL'],
    ['brd', 'DE'],
  ] as const)
    byName.set(name, code);
  return byName;
}
let byName: Map<string, string> | undefined;

/** ISO 3166 alpha-2 of a country given by code or by its name in one of seven languages; null when it is not known. */
export function countryCode(text: string): string | null {
  if (text === 'US' || text === 'USA') return 'US';
  byName ??= namesOfCountries();
  return byName.get(text.toLowerCase()) ?? null;
}
