import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type INestApplication, RequestMethod } from '@nestjs/common';
import type { Role } from '../../../domain/accounts/roles.js';
import { isHomeownerPath } from '../homeowners/paths.js';
import { accessKeys } from './access.js';

/** One route as it declares itself. `path` holds `:id` where an id goes. */
export interface RouteDeclaration {
  method: string;
  path: string;
  handler: string;
  roles: Role[] | null;
  isPublic: boolean;
  readsAllAccounts: boolean;
  audited: string | null;
  notAudited: string | null;
}

/** Every route of the running app, read from its controllers. */
export function listRoutes(app: INestApplication): RouteDeclaration[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
        if (!handler || method === undefined || !metatype) return [];
        const read = <T>(key: string) =>
          (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, metatype) ?? null) as T | null;
        return pathsOf(metatype, handler).map((path) => ({
          method: RequestMethod[method],
          path,
          handler: `${metatype.name}.${name}`,
          roles: read<Role[]>(accessKeys.roles),
          isPublic: read<boolean>(accessKeys.public) ?? false,
          readsAllAccounts: read<boolean>(accessKeys.allAccounts) ?? false,
          audited: read<string>(accessKeys.audited),
          notAudited: read<string>(accessKeys.notAudited),
        }));
      });
    });
}

function pathsOf(controller: object, handler: object): string[] {
  return parts(controller).flatMap((base) =>
    parts(handler).map((path) => {
      const prefix = isHomeownerPath(base) ? '' : '/api';
      return `${prefix}/${base}/${path}`.replace(/\/+/g, '/').replace(/\/$/, '');
    }),
  );
}

function parts(target: object): string[] {
  return [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();
}

/** @throws when a route does not say who may call it, or changes something without saying whether that is audited */
export function checkRoutes(app: INestApplication): void {
  const wrong = listRoutes(app).flatMap((route) => {
    if (!route.isPublic && !route.roles) return [`${route.handler} says neither @Roles nor @Public`];
    const isRead = ['GET', 'HEAD'].includes(route.method);
    if (!isRead && !route.audited && !route.notAudited)
      return [`${route.handler} says neither @Audited nor @NotAudited`];
    return [];
  });
  if (wrong.length > 0) throw new Error(`Routes must declare themselves: ${wrong.join('; ')}`);
}
