/** One header field, unfolded; `name` in lower case. */
export interface Field {
  name: string;
  value: string;
}

/** A mail as its bytes say, for checks; nothing is guessed and nothing is mended. */
export interface ParsedMail {
  /** In their order. */
  fields: readonly Field[];
  /** Lines of the header that are no fields. */
  strayLines: readonly string[];
  /** Decoded bodies; empty where there is none. */
  html: string;
  text: string;
  size: number;
  /** Of the longest line, without its end. */
  longestLine: number;
  /** CR or LF alone, or NUL. */
  hasBareBreaks: boolean;
  /** Bytes above 127 in the header. */
  hasRawEightBit: boolean;
}

const latin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
const utf8 = (binary: string) => new TextDecoder().decode(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)));

/** Splits a mail (RFC 5322, RFC 2045–2047) as far as our own mails need it: text and HTML, in one or two parts. */
export function parseMail(raw: Uint8Array): ParsedMail {
  const whole = latin1(raw);
  const { fields, strayLines, body, head } = splitEntity(whole);
  const bodies = bodiesOf(fields, body);
  return {
    fields,
    strayLines,
    html: bodies.find(({ type }) => type === 'text/html')?.content ?? '',
    text: bodies.find(({ type }) => type === 'text/plain')?.content ?? '',
    size: raw.length,
    longestLine: Math.max(0, ...whole.split('\r\n').map((line) => line.length)),
    hasBareBreaks: /\r(?!\n)|(?<!\r)\n|\0/.test(whole),
    hasRawEightBit: /[\x80-\xff]/.test(head),
  };
}

export const fieldsOf = ({ fields }: ParsedMail, name: string): string[] =>
  fields.filter((field) => field.name === name).map(({ value }) => value);

export const fieldOf = (mail: ParsedMail, name: string): string | null => fieldsOf(mail, name)[0] ?? null;

function splitEntity(text: string) {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const fields: Field[] = [];
  const strayLines: string[] = [];
  for (const line of lines) {
    const match = /^([!-9;-~]+):[ \t]*(.*)$/s.exec(line);
    if (match) fields.push({ name: match[1]!.toLowerCase(), value: match[2]!.trim() });
    else if (line !== '') strayLines.push(line);
  }
  return { fields, strayLines, head, body: end ? text.slice(end.index + end[0].length) : '' };
}

interface Body {
  type: string;
  content: string;
}

function bodiesOf(fields: readonly Field[], body: string, depth = 0): Body[] {
  const value = (name: string) => fields.find((field) => field.name === name)?.value ?? '';
  const contentType = value('content-type') || 'text/plain';
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (!type.startsWith('multipart/')) return [{ type, content: decodeBody(body, value('content-transfer-encoding')) }];
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary || depth > 3) return [];
  return body
    .split(`--${boundary}`)
    .slice(1)
    .filter((part) => !part.startsWith('--'))
    .flatMap((part) => {
      const entity = splitEntity(part.replace(/^\r?\n/, ''));
      return bodiesOf(entity.fields, entity.body, depth + 1);
    });
}

function decodeBody(body: string, encoding: string): string {
  const kind = encoding.trim().toLowerCase();
  if (kind === 'base64') return utf8(atob(body.replace(/[^A-Za-z0-9+/=]/g, '')));
  return utf8(kind === 'quoted-printable' ? unquote(body.replace(/=\r?\n/g, '')) : body);
}

const unquote = (text: string) =>
  text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** A header's text with its encoded words read (RFC 2047), as people see it. */
export function readableText(value: string): string {
  return value
    .replace(/(=\?[^?\s]+\?[bq]\?[^?\s]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?([^?\s]+)\?([bq])\?([^?\s]*)\?=/gi, (whole, charset: string, form: string, data: string) => {
      if (!/^utf-?8$/i.test(charset)) return whole;
      return utf8(form.toLowerCase() === 'b' ? atob(data) : unquote(data.replaceAll('_', ' ')));
    });
}

/** `"Maria Alvarez" <hubs@example.com>`, several of them separated by commas. */
export function mailboxesOf(value: string): { name: string; address: string }[] {
  const parts = value.match(/(?:"(?:\\.|[^"\\])*"|[^",])+/g) ?? [];
  return parts
    .map((part) => {
      const match = /^(.*?)<([^<>]*)>\s*$/s.exec(part.trim());
      const name = match ? match[1]!.trim().replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : '';
      return { name: readableText(name), address: (match ? match[2]! : part).trim() };
    })
    .filter(({ address }) => address !== '');
}

export const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', rsquo: '’' };
const unescapeHtml = (html: string) =>
  html.replace(/&(?:#(\d+)|([a-z]+));/gi, (whole, code: string | undefined, name: string | undefined) =>
    code ? String.fromCodePoint(Number(code)) : (entities[name?.toLowerCase() ?? ''] ?? whole),
  );

/** What a person sees of HTML: no head, no styles, no hidden preview. */
export function visibleText(html: string): string {
  const shown = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(head|style|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<(div|span)[^>]*display:\s*none[^>]*>[\s\S]*?<\/\1>/gi, '')
    .replace(/<br\s*\/?>|<\/(?:p|div|td|tr)>/gi, '\n')
    .replace(/<[^>]*>/g, '');
  return unescapeHtml(shown)
    .replace(/[ \t\r\n]+/g, ' ')
    .trim();
}

/** Links of the HTML with what stands on them; those that nobody can see are left out. */
export function linksOf(html: string): { href: string; label: string; isHidden: boolean }[] {
  return [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/gi)].map(([, attributes = '', content = '']) => ({
    href: unescapeHtml(/\bhref\s*=\s*"([^"]*)"/i.exec(attributes)?.[1] ?? ''),
    label: visibleText(content),
    isHidden: /display:\s*none|font-size:\s*[0-3]px|visibility:\s*hidden/i.test(attributes),
  }));
}

export const imagesOf = (html: string): string[] =>
  [...html.matchAll(/<img\b[^>]*\bsrc\s*=\s*"([^"]*)"/gi)].map(([, source = '']) => unescapeHtml(source));
