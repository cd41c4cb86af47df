import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor, Role } from '../../../domain/accounts/roles.js';

/** Who asks, and the id under which this request is logged and audited. */
export type RequestActor = Actor & { requestId: string };

/** A request after the guard; `actor` is absent on public routes alone. */
export type ActorRequest = Request & { id: string; actor?: RequestActor };

export const accessKeys = {
  roles: 'roles',
  public: 'public',
  allAccounts: 'allAccounts',
  audited: 'audited',
  notAudited: 'notAudited',
  idempotent: 'idempotent',
} as const;

/** Who may call the route. A route with neither this nor `@Public` keeps the API from starting. */
export const Roles = (...roles: Role[]) => SetMetadata(accessKeys.roles, roles);

/** Open to anyone, signed in or not. */
export const Public = () => SetMetadata(accessKeys.public, true);

/** People without an account (support, operations, administrators) see every account's things here; agents still their own. */
export const AllAccounts = () => SetMetadata(accessKeys.allAccounts, true);

/** A successful call has written this audit event. Routes that change something carry this or `@NotAudited`. */
export const Audited = (action: string) => SetMetadata(accessKeys.audited, action);

/** Why no audit event is owed although the route is not a GET. */
export const NotAudited = (reason: string) => SetMetadata(accessKeys.notAudited, reason);

/** Honours the header `Idempotency-Key`: the same key and body get the first answer again. */
export const Idempotent = () => SetMetadata(accessKeys.idempotent, true);

/** Hands the actor to the route; only for routes with `@Roles`. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { actor } = context.switchToHttp().getRequest<ActorRequest>();
  if (!actor) throw new Error('A public route asked for the actor');
  return actor;
});
