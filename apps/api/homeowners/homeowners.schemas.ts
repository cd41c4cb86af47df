import { z } from 'zod';

/** What could be a token of a link: base64url, long. Whether it is one is not looked at here. */
export const LinkToken = z.string().regex(/^[\w-]{20,200}$/);
