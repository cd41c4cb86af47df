/** Why a CRM did not give what was asked. The worker decides by class; the sentence is for people and names no key and no person. */
export class CrmError extends Error {
  override readonly name: string = 'CrmError';
}

/** The key or sign-in is taken no longer: a person has to connect again. */
export class AuthLost extends CrmError {
  override readonly name = 'AuthLost';
}

/** The CRM lets us wait; nothing is sent before `until`. */
export class LimitedUntil extends CrmError {
  override readonly name = 'LimitedUntil';
  constructor(
    readonly until: Date,
    /** A sentence, e.g. "Follow Up Boss takes no more calls for a moment." */
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** The CRM has forgotten where we stood: the loop begins again, as a complete one. */
export class CursorExpired extends CrmError {
  override readonly name = 'CursorExpired';
}

/** The key is good, but may not do this. */
export class AccessDenied extends CrmError {
  override readonly name = 'AccessDenied';
}

/** An answer that makes no sense: a web page instead of data, half of it, another shape. Tried again; when it stays, a person looks. */
export class BadAnswer extends CrmError {
  override readonly name = 'BadAnswer';
}

/** Nobody answered, or only an excuse (5xx). Tried again. */
export class Unreachable extends CrmError {
  override readonly name = 'Unreachable';
}

/** What a person typed on the connect page cannot be right; nothing was sent. */
export class WrongCredentials extends CrmError {
  override readonly name = 'WrongCredentials';
}

/** A delivery to a webhook that is forged, changed or stale. */
export class HookRefused extends CrmError {
  override readonly name = 'HookRefused';
}
