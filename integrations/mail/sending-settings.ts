import { z } from 'zod';
import type { SendingLimits } from '../../domain/campaigns/limits.js';

const perHour = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number of mails an hour from 1 to 999999999')
  .transform(Number)
  .optional();

/** The variables of sending many mails, a part of all of them. */
export const sendingVariables = {
  SENDING_PER_HOUR: perHour,
  SENDING_ACCOUNT_PER_HOUR: perHour,
  SENDING_DOMAIN_PER_HOUR: perHour,
  SENDING_PROVIDER_PER_HOUR: perHour,
  SENDING_WARM_UP: z.enum(['true', 'false'], 'must be true or false').optional(),
};
type SendingVariables = z.output<z.ZodObject<typeof sendingVariables>> & { LOCAL_PLATFORM: string };

export function readSendingSettings(given: SendingVariables): SendingLimits {
  return {
    platform: given.SENDING_PER_HOUR ?? null,
    account: given.SENDING_ACCOUNT_PER_HOUR ?? null,
    domain: given.SENDING_DOMAIN_PER_HOUR ?? null,
    provider: given.SENDING_PROVIDER_PER_HOUR ?? null,
    // What a local platform sends ends in its own mail catcher.
    warmsUp: (given.SENDING_WARM_UP ?? String(given.LOCAL_PLATFORM !== 'true')) === 'true',
  };
}
