import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * The one stylesheet of the homeowners' pages. It stands in the page itself: a phone on a slow line paints at the first answer
 * instead of asking once more.
 */
export const stylesheet = readFileSync(new URL('homeowners.css', import.meta.url), 'utf8');

/** By which the pages' security policy lets this style in, and no other (CSP Level 3, hash-source). */
export const stylesheetHash = `'sha256-${createHash('sha256').update(stylesheet).digest('base64')}'`;
