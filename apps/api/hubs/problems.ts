import { WrongHubState } from '../../../domain/hubs/states.js';
import { AlreadyInvited } from '../../../database/invitations.js';
import { MissingValues, UnknownVariable } from '../../../domain/mail/fill.js';
import { WrongValue } from '../../../domain/mail/values.js';
import { Problem } from '../problem.js';

/** What the words of Hubs refuse, as the API answers it; null for everything else. */
export function hubProblem(error: unknown): Problem | null {
  if (error instanceof WrongHubState) return new Problem(409, error.code, error.message, { state: error.state });
  if (error instanceof AlreadyInvited) return new Problem(409, error.code, error.message);
  if (error instanceof MissingValues) return valuesMissing(error);
  if (error instanceof UnknownVariable) return new Problem(422, 'template_wrong', error.message);
  if (error instanceof WrongValue) return new Problem(422, 'value_wrong', error.message);
  return null;
}

function valuesMissing({ message, variables }: MissingValues): Problem {
  const detail = variables.includes('postalAddress')
    ? 'The postal address of your office is missing, and the law wants it in every invitation. Fill it in under Settings, Sender.'
    : message;
  return new Problem(422, 'values_missing', detail, { variables });
}
