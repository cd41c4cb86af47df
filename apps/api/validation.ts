import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { z } from 'zod';
import { Invalid, NotFound } from './problem.js';

/** What zod itself would say to a programmer, said to a person; schemas with words of their own keep them. */
z.config({
  customError: (issue) => {
    if (issue.code === 'invalid_type' && issue.input === undefined) return 'This is missing.';
    if (issue.code === 'unrecognized_keys') return `These are not known here: ${issue.keys.join(', ')}.`;
    return undefined;
  },
});

/** Parses bodies, queries and path parts by the schema that stands in the route; a path part that does not fit is a 404. */
export class SchemaPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => new Invalid(fieldsOf(issues)) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type !== 'param') return super.transform(value, metadata);
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      throw error instanceof Invalid ? new NotFound('thing') : error;
    }
  }
}

function fieldsOf(issues: readonly StandardSchemaV1.Issue[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of issues.slice(0, 50)) {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    fields[path || 'body'] ??= path ? `${path}: ${issue.message}` : issue.message;
  }
  return fields;
}
