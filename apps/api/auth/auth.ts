import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { admin } from 'better-auth/plugins';
import type { Pool } from 'pg';
import type { Config } from '../../../integrations/config.js';
import { isTrustedOrigin } from './origin.js';

/** The header in which our server, and nobody else, tells better-auth whose address a request came from. */
export const clientAddressHeader = 'x-porchlight-client';

export const apiKeyPrefix = 'pl_';

/** What better-auth serves under /api/auth; its other routes are not reachable. */
export const authPaths = ['/sign-in/email', '/sign-out', '/get-session', '/change-password'] as const;

/**
 * Sign-in, sessions and API keys, all by better-auth. There is no sign-up: users come by invitation, from an
 * administrator or from the command line.
 * @param pool whose connections search the schema `auth`
 * @param onSession told of a sign-in and of a changed password, to be audited
 */
export function createAuth(config: Config, pool: Pool, onEvent: (event: AuthEvent) => Promise<void>) {
  const isSecure = config.publicUrl.startsWith('https:');
  return betterAuth({
    appName: 'Porchlight',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: config.authSecret,
    database: pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    trustedOrigins: (request) => {
      const origin = request?.headers.get('origin');
      return origin && isTrustedOrigin(origin, config) ? [origin] : [];
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    user: { additionalFields: { accountId: { type: 'number', bigint: true, required: false, input: false } } },
    session: { expiresIn: 14 * 86_400, updateAge: 86_400 },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 600,
      customRules: {
        '/sign-in/email': { window: 60, max: config.signInsPerMinute },
        '/change-password': { window: 60, max: config.signInsPerMinute },
      },
    },
    advanced: {
      useSecureCookies: isSecure,
      cookiePrefix: 'porchlight',
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isSecure },
    },
    plugins: [
      admin({
        defaultRole: 'agent',
        adminRoles: ['admin'],
        bannedUserMessage: 'This sign-in has been closed. Ask your administrator.',
      }),
      apiKey({
        defaultPrefix: apiKeyPrefix,
        apiKeyHeaders: 'x-api-key',
        rateLimit: { enabled: false },
        maximumNameLength: 100,
      }),
    ],
    hooks: {
      // A password is changed because the old one may be known: every other session ends with it, asked for or not.
      before: createAuthMiddleware(async (context) => {
        if (context.path === '/change-password')
          return { context: { body: { ...context.body, revokeOtherSessions: true } } };
        return undefined;
      }),
      after: createAuthMiddleware(async (context) => {
        const user = context.context.newSession?.user;
        if (!user) return;
        if (context.path === '/sign-in/email') await onEvent({ action: 'user.signed_in', userId: user.id });
        if (context.path === '/change-password') await onEvent({ action: 'user.password_changed', userId: user.id });
      }),
    },
  });
}
export type Auth = ReturnType<typeof createAuth>;

export interface AuthEvent {
  action: 'user.signed_in' | 'user.password_changed';
  userId: string;
}
