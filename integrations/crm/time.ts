const earliest = Date.UTC(1990, 0, 1);
const dayMs = 86_400_000;

/**
 * A vendor's time: ISO text (without a zone it is UTC), or seconds or milliseconds since 1970. Null for what is none, or absurd:
 * before any CRM, or more than a day after the vendor's own clock.
 */
export function readTime(value: unknown, vendorNow: Date): Date | null {
  const ms = typeof value === 'number' || (typeof value === 'string' && /^\d{9,13}$/.test(value)) ? fromNumber(Number(value)) : fromText(value); // prettier-ignore
  return Number.isFinite(ms) && ms >= earliest && ms <= +vendorNow + dayMs ? new Date(ms) : null;
}

const fromNumber = (value: number) => (value < 100_000_000_000 ? value * 1000 : value);

function fromText(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  const found = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?$/.exec(value.trim());
  if (!found) return Number.NaN;
  const zone = found[3] ?? 'Z';
  return Date.parse(`${found[1]}T${found[2]}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`);
}
