/** The zone in which most people of a country live, where an office has not named its own. ISO 3166 alpha-2. */
const largest: Record<string, string> = {
  US: 'America/New_York', CA: 'America/Toronto', MX: 'America/Mexico_City', BR: 'America/Sao_Paulo', AR: 'America/Argentina/Buenos_Aires', CL: 'America/Santiago',
  CO: 'America/Bogota', PE: 'America/Lima', GB: 'Europe/London', IE: 'Europe/Dublin', PT: 'Europe/Lisbon', ES: 'Europe/Madrid', FR: 'Europe/Paris', BE: 'Europe/Brussels',
  NL: 'Europe/Amsterdam', LU: 'Europe/Luxembourg', DE: 'Europe/Berlin', AT: 'Europe/Vienna', CH: 'Europe/Zurich', IT: 'Europe/Rome', DK: 'Europe/Copenhagen',
  NO: 'Europe/Oslo', SE: 'Europe/Stockholm', FI: 'Europe/Helsinki', PL: 'Europe/Warsaw', CZ: 'Europe/Prague', GR: 'Europe/Athens', AU: 'Australia/Sydney',
  NZ: 'Pacific/Auckland', ZA: 'Africa/Johannesburg', IN: 'Asia/Kolkata', SG: 'Asia/Singapore', JP: 'Asia/Tokyo', AE: 'Asia/Dubai', IL: 'Asia/Jerusalem',
}; // prettier-ignore

/** Where an office keeps its hours, which stand for those of a recipient whose zone cannot be told. */
export const officeZone = ({ timeZone, country }: { timeZone: string | null; country: string }): string =>
  timeZone ?? largest[country.toUpperCase()] ?? 'UTC';
