import { MappingIncomplete, MappingInvalid } from '../../../domain/imports/check-mapping.js';
import { UnreadableFile } from '../../../integrations/reader/sniff.js';
import { FileMissing } from '../../../integrations/storage.js';
import { Problem } from '../problem.js';

/** What the rules and readers of imports refuse, as answers; null for errors that are not theirs. */
export function importProblem(error: unknown): Problem | null {
  if (error instanceof UnreadableFile)
    return new Problem(error.code === 'too_large' ? 413 : 422, error.code, error.message);
  if (error instanceof MappingInvalid || error instanceof MappingIncomplete) return mappingProblem(error);
  if (error instanceof FileMissing) {
    return new Problem(409, error.code, `${error.message} Ask support to put it back; nothing was lost.`);
  }
  return null;
}

function mappingProblem({ code, message, problems }: MappingInvalid | MappingIncomplete): Problem {
  const fields = problems.flatMap((found) =>
    'columns' in found ? found.columns.map((column) => [column, found.sentence]) : [],
  );
  return new Problem(422, code, message, { fields: Object.fromEntries(fields) as Record<string, string> });
}
