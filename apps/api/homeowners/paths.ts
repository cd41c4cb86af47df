/** First parts of the homeowners' addresses: `h` the Hub, `i` the links of mails. They stand outside of the prefix of the API. */
export const homeownerParts = ['h', 'i'] as const;

/** For the global prefix: what it is not put in front of. */
export const outsidePrefix = homeownerParts.flatMap((part) => [part, `${part}/*path`]);

const beginning = new RegExp(`^/?(?:${homeownerParts.join('|')})(?:/|$)`);

export const isHomeownerPath = (path: string): boolean => beginning.test(path);

/** A path as logs may have it: whatever looks like a token is left out. */
export const withoutTokens = (path: string): string =>
  isHomeownerPath(path) ? path.replace(/[\w-]{32,}/g, '…') : path;
