import {
  AccessDenied,
  AuthLost,
  BadAnswer,
  CrmError,
  LimitedUntil,
  Unreachable,
  WrongCredentials,
} from '../../../integrations/crm/errors.js';
import { Problem } from '../problem.js';

/** Why a CRM did not do what somebody waits for at a screen, as an answer; null for errors that are not a CRM's. */
export function crmProblem(error: unknown, label: string): Problem | null {
  if (!(error instanceof CrmError)) return null;
  if (error instanceof WrongCredentials) return new Problem(422, 'key_malformed', error.message);
  if (error instanceof AuthLost)
    return new Problem(
      422,
      'key_refused',
      `${label} does not take this key. Copy it again, whole, and check whose it is.`,
    );
  if (error instanceof AccessDenied)
    return new Problem(
      422,
      'key_may_not',
      `${label} knows this key, but does not let it read contacts. Use one that may.`,
    );
  if (error instanceof LimitedUntil)
    return new Problem(503, 'crm_limited', `${error.reason} Try again a little later.`, {
      until: error.until.toISOString(),
    });
  if (error instanceof Unreachable)
    return new Problem(
      503,
      'crm_unreachable',
      `${label} cannot be reached right now. Nothing was changed; try again in a minute.`,
    );
  if (error instanceof BadAnswer)
    return new Problem(
      503,
      'crm_bad_answer',
      `${label} answered with something that is not its data. Nothing was changed; try again later.`,
    );
  return new Problem(503, 'crm_refused', `${label} did not do that. Nothing was changed.`);
}
