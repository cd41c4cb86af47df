import { z } from 'zod';

export const port = z
  .string()
  .regex(/^\d+$/, 'must be a port number from 1 to 65535')
  .transform(Number)
  .refine((n) => n > 0 && n < 65_536, 'must be a port number from 1 to 65535');

/** Ports of 1024 and more that browsers refuse to open (Fetch Standard, "bad port"); those below need rights nobody should give us. */
const refused = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** A port that pages are served on. */
export const webPort = port.refine(
  (n) => !refused.has(n),
  'is a port that browsers refuse to open; take another, like 3000 or 8080',
);
