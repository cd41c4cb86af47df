import type { AuthProvider, QueryFunctionContext } from 'react-admin';
import type { Me } from './answers.js';
import { Problem, request } from './api.js';
import { mayOpen } from './frame/places.js';

let asked: Promise<Me> | null = null;

/** Who is signed in. Asked once a session; forgotten by sign-in, sign-out and a refused request. */
export function whoAmI(): Promise<Me> {
  asked ??= request<Me>('/me').catch((error: unknown) => {
    asked = null;
    throw error;
  });
  return asked;
}

export function forgetMe(): void {
  asked = null;
}

export const authProvider: AuthProvider = {
  async login({ email, password }: { email: string; password: string }) {
    await request('/auth/sign-in/email', { method: 'POST', body: { email, password } }).catch(inWords);
    forgetMe();
  },
  async logout() {
    forgetMe();
    await request('/auth/sign-out', { method: 'POST', body: {} }).catch(() => undefined);
    return '/login';
  },
  async checkAuth() {
    await whoAmI();
  },
  async checkError(error: unknown) {
    if (error instanceof Problem && error.status === 401) throw error;
  },
  async getIdentity() {
    const { user } = await whoAmI();
    return { id: user.id, fullName: user.name };
  },
  /** Null before sign-in: react-admin signs out whoever has no permissions, and would leave the join page with that. */
  async getPermissions() {
    const me = await whoAmI().catch(() => null);
    return me?.user.role ?? null;
  },
  async canAccess({ resource }: QueryFunctionContext & { action: string; resource: string }) {
    return mayOpen((await whoAmI()).user.role, resource);
  },
};

/** The sign-in library answers with codes of its own; these are the ones a person meets. */
function inWords(error: unknown): never {
  if (!(error instanceof Problem) || error.status === 0) throw error;
  if (error.status === 429) throw new Problem(429, { detail: 'Too many tries. Wait a minute, then try again.' });
  if (error.code === 'BANNED_USER')
    throw new Problem(403, { detail: 'This user has been locked. Ask your administrator.' });
  if (error.status >= 500)
    throw new Problem(error.status, { detail: 'Signing in does not work at the moment. Try again in a minute.' });
  throw new Problem(error.status, { detail: 'E-mail or password is not right.' });
}
