/** Names that programs give themselves: link scanners of mail gateways, headless browsers, libraries. */
const programs = new RegExp(
  [
    'bot\\b|crawl|spider|slurp|scan|prefetch|preview|monitor|validator|archiver',
    'headless|phantomjs|puppeteer|playwright|selenium|webdriver|electron',
    '^node|undici|axios|got/|curl|wget|httpie|python|aiohttp|go-http|^java|okhttp|apache-http|libwww|perl|ruby|php|powershell|postman',
    'proofpoint|mimecast|barracuda|safelinks|forcepoint|fireeye|trellix|trend ?micro|symantec|messagelabs|sophos|ironport|umbrella|bitdefender|zscaler|checkpoint|paloalto|fortinet|cloudmark|vade|hornet',
    'googleimageproxy|yahoomailproxy|feedfetcher|facebookexternalhit|whatsapp|slack|skype|teams',
  ].join('|'),
  'i',
);

/** Browsers that tell with each request what it is for (Fetch Metadata): Chromium since 76, Firefox since 90, Safari since 16.4. */
const modern = /(?:Chrome|CriOS)\/(?:[89]\d|\d{3,})|Firefox\/(?:9\d|\d{3,})|Version\/(?:1[7-9]|[2-9]\d)[\d.]* .*Safari/;

export interface Visit {
  method: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The page is served by https or to this very machine: browsers send Fetch Metadata there alone. */
  isSecure: boolean;
}

/**
 * Whether nobody sits in front of it, as far as a request tells. Being wrong costs a person one mailed code and never lets a program
 * in, since what is asked for is the code.
 */
export function isMachine({ method, headers, isSecure }: Visit): boolean {
  const agent = text(headers['user-agent']);
  if (method === 'HEAD' || agent === '' || programs.test(agent)) return true;
  if (text(headers['accept-language']) === '' || text(headers['accept-language']) === '*') return true;
  if (/headless/i.test(text(headers['sec-ch-ua']))) return true;
  if (/prefetch|prerender/i.test(`${text(headers['sec-purpose'])} ${text(headers.purpose)}`)) return true;
  return isSecure && modern.test(agent) && !/^(?:document|iframe)$/.test(text(headers['sec-fetch-dest']));
}

const text = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(' ') : (value ?? ''));

/** A mail that was handed over so little ago has not been read by a person yet, but by the gateway on its way. */
export const scannerSeconds = 60;

/** So many invitations opened from one place within ten minutes are no household's. */
export const siblingLimit = 5;
