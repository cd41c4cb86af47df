import { MissingValues, UnknownVariable } from '../../domain/mail/fill.js';
import { WrongValue } from '../../domain/mail/values.js';

/** A mail that cannot be written as things are; the sentence says what is missing, and names nobody. */
export interface Unwritable {
  code: 'values_missing' | 'template_wrong' | 'value_wrong';
  sentence: string;
}

/** @throws whatever is no fault of the template or the values */
export function asUnwritable(error: unknown): Unwritable {
  if (error instanceof MissingValues)
    return { code: 'values_missing', sentence: `${error.message} Fill it in, then send again.` };
  if (error instanceof UnknownVariable)
    return { code: 'template_wrong', sentence: `The template is wrong. ${error.message}` };
  if (error instanceof WrongValue)
    return { code: 'value_wrong', sentence: `${error.message} Correct it, then send again.` };
  throw error;
}
