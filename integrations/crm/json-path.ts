/** The member of a JSON value that a dotted path names; numbers count in lists. Undefined where there is none. */
export function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  let found = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.hasOwn(found, name) ? (found as Record<string, unknown>)[name] : undefined;
  }
  return found;
}

/** A text, or a number as one; anything else is none. */
export function textAt(value: unknown, path: string): string | null {
  const found = at(value, path);
  if (typeof found === 'string') return found === '' ? null : found;
  return typeof found === 'number' ? String(found) : null;
}
