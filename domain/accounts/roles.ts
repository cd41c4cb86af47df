/** Agents belong to one account; the others to none and see all of them, as far as each route declares. */
export const roles = ['agent', 'support', 'ops', 'admin'] as const;
export type Role = (typeof roles)[number];

export const staffRoles = ['support', 'ops', 'admin'] as const satisfies readonly Role[];

/** Who asks: a signed-in person, or a program with an API key of one account (which acts as an agent of it). */
export interface Actor {
  userId: string;
  role: Role;
  /** Null for everyone but agents. */
  accountId: string | null;
  /** Set when an API key was used. */
  keyId?: string;
}
