import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Response } from 'express';
import { WrongState } from '../../domain/imports/states.js';
import { WrongCampaignState } from '../../domain/campaigns/states.js';
import { WrongConnectionState } from '../../domain/syncs/states.js';
import { UserExists } from '../../database/people.js';
import { MailNotSent } from '../../integrations/mail/mailer.js';
import type { ActorRequest } from './auth/access.js';
import { isDatabaseAway } from './database-away.js';
import { hubProblem } from './hubs/problems.js';
import { importProblem } from './imports/problems.js';
import { Problem } from './problem.js';

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Wrong type of content',
  422: 'Invalid',
  429: 'Too many requests',
  500: 'Our fault',
  503: 'Not available',
};

/** The sentences for what the framework itself refuses, by status: its own messages speak to programmers. */
const sentences: Record<number, string> = {
  400: 'The request could not be read. Check that its body is well-formed.',
  404: 'There is nothing at this address.',
  413: 'The request is larger than this address accepts.',
  429: 'Too many requests in a short time. Wait a minute and try again.',
};

/** Turns named errors into problems, by class; what has no name is our fault and only its request id is told. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof WrongState || error instanceof WrongConnectionState || error instanceof WrongCampaignState)
    return new Problem(409, error.code, error.message, { state: error.state });
  const named = importProblem(error) ?? hubProblem(error);
  if (named) return named;
  if (error instanceof UserExists) return new Problem(409, error.code, error.message);
  if (error instanceof MailNotSent)
    return new Problem(503, error.code, `${error.message} Nothing was changed; try again in a minute.`);
  if (isDatabaseAway(error))
    return new Problem(
      503,
      'database_away',
      'The database is away for a moment. Nothing was changed halfway; try again in a minute.',
    );
  const status = httpStatusOf(error);
  if (status && status < 500)
    return new Problem(status, `http_${status}`, sentences[status] ?? 'The request was refused.');
  if (status === 503) return new Problem(503, 'not_available', 'A part of the platform is not available right now.');
  return new Problem(500, 'internal', 'Something went wrong on our side. Nothing was changed halfway; try again.');
}

/** Nest's exceptions and those of the body parser both carry a status. */
function httpStatusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ActorRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error);
    // Messages of database errors may quote values; the stack's first line repeats the message, so it is left out.
    if (problem.status >= 500) this.logger.error({ requestId: request.id, ...describeError(error) }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(problem, request.id)));
  }
}

export function problemBody({ status, code, detail, more }: Problem, requestId: string) {
  return { type: 'about:blank', title: titles[status] ?? 'Problem', status, code, detail, requestId, ...more };
}

/** The kind and place of an error, without its text. */
export function describeError(error: unknown) {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return { error: error.name, code: 'code' in error ? error.code : undefined, at: frames?.slice(0, 8) };
}
