import { tagLength, tagLimit } from './lengths.js';

/** Google Contacts joins labels with ":::", other exports with `;`, `|`, `,` or a line break. */
const separators = /:::|[;|,\n\r]/;

export interface ReadTags {
  tags: string[];
  /** Some were cut: longer than a tag may be, or more than a contact may have. */
  cut: boolean;
}

/** Tags of one cell, each once (the first spelling wins), without quotes, `#` and the `*` of Google's own groups. */
export function readTags(cell: string): ReadTags {
  if (cell.length <= tagLength && !separators.test(cell)) {
    const tag = bareTag(cell);
    return { tags: tag === '' ? [] : [tag], cut: false };
  }
  const seen = new Map<string, string>();
  let cut = false;
  for (const part of cell.split(separators, 1_000)) {
    const tag = bareTag(part);
    if (tag === '') continue;
    if (tag.length > tagLength || seen.size >= tagLimit) cut = true;
    else if (!seen.has(tag.toLowerCase())) seen.set(tag.toLowerCase(), tag);
  }
  return { tags: [...seen.values()], cut };
}

function bareTag(text: string): string {
  const tag = text.trim();
  return /^["'#*[\s]|["'\]\s]$/.test(tag) ? tag.replace(/^["'#*[\s]+/, '').replace(/["'\]\s]+$/, '') : tag;
}

/** The union of two lists, first spelling wins. */
export function joinTags(first: readonly string[], second: readonly string[]): string[] {
  const seen = new Set(first.map((tag) => tag.toLowerCase()));
  return [...first, ...second.filter((tag) => !seen.has(tag.toLowerCase()))];
}
