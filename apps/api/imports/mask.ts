/** What stands for everything hidden of a value; its length says nothing about the value's. */
const dots = '•••';

/** First character of each part of an address, so that a caller and support can agree which one is meant: `m•••@e•••.com`. */
export function maskEmail(text: string): string {
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  const ending = dot > 0 ? domain.slice(dot) : '';
  return `${text.slice(0, 1)}${dots}@${domain.slice(0, 1)}${dots}${ending}`;
}

/** One personal text as people without a reveal see it. Blank stays blank: that a cell is empty is what support has to see. */
export function maskText(text: string): string {
  if (text.trim() === '') return text;
  if (/^\S+@\S+$/.test(text)) return maskEmail(text);
  return `${[...text.trim()][0] ?? ''}${dots}`;
}

/** Mail servers like to repeat in their answers whom a mail was for. */
export const withoutAddresses = (text: string): string =>
  text.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, (address) => maskEmail(address));

/** Masks every text in a value, whatever its depth; numbers and yes/no stay. Keys are column names, not people. */
export function maskDeep<T>(value: T): T;
export function maskDeep(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map((item: unknown) => maskDeep(item));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskDeep(item)]));
  }
  return value;
}
