/** What else a problem may carry besides its sentence. */
export interface ProblemDetails {
  state?: string;
  /** Sentence by field, for forms. */
  fields?: Record<string, string>;
  [extra: string]: unknown;
}

/**
 * An answer other than success, as `application/problem+json` (RFC 9457).
 * @param code stable, for programs; lower_snake
 * @param detail one sentence a person can act on, without personal data
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly more: ProblemDetails = {},
  ) {
    super(detail);
  }
}

/** Also the answer for what exists but belongs to another account: its existence is not told. */
export class NotFound extends Problem {
  constructor(what: string) {
    super(404, 'not_found', `There is no such ${what}. It may have been removed, or the link is incomplete.`);
  }
}

export class Forbidden extends Problem {
  constructor(detail = 'Your role does not allow this. Ask an administrator of Porchlight.') {
    super(403, 'forbidden', detail);
  }
}

export class NotSignedIn extends Problem {
  constructor(detail = 'Sign in first.') {
    super(401, 'not_signed_in', detail);
  }
}

/** @param fields sentence by field name */
export class Invalid extends Problem {
  constructor(fields: Record<string, string>) {
    super(422, 'invalid', Object.values(fields).join(' '), { fields });
  }
}
