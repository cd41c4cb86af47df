import { toNodeHandler } from 'better-auth/node';
import type { Response } from 'express';
import { problemBody } from '../problem.filter.js';
import { NotFound, Problem } from '../problem.js';
import type { ActorRequest } from './access.js';
import { type Auth, authPaths, clientAddressHeader } from './auth.js';

/** better-auth's own routes under /api/auth, only those that the console uses. Stands before the body parser. */
export function authRoutes(auth: Auth) {
  const handle = toNodeHandler(auth);
  return async (request: ActorRequest, response: Response): Promise<void> => {
    if (!authPaths.some((path) => path === request.path)) {
      answer(request, response, new NotFound('address'));
      return;
    }
    request.headers[clientAddressHeader] = request.ip ?? '127.0.0.1';
    await handle(request, response);
  };
}

function answer(request: ActorRequest, response: Response, problem: Problem): void {
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(problem, request.id)));
}
