import type { IncomingMessage } from 'node:http';
import type { Params } from 'nestjs-pino';
import type { Config } from '../../integrations/config.js';
import { isHomeownerPath, withoutTokens } from './homeowners/paths.js';

/**
 * One line per request: method, path without its query, status, time, ids. Neither bodies nor headers, queries or
 * messages of unknown errors, because any of them may hold a person's data.
 */
export function logParams(config: Pick<Config, 'logLevel'>): Params {
  return {
    pinoHttp: {
      level: config.logLevel,
      quietReqLogger: true,
      customAttributeKeys: { reqId: 'requestId' },
      autoLogging: {
        ignore: ({ url = '' }) => url === '/api/health/live' || !(url.startsWith('/api') || isHomeownerPath(url)),
      },
      serializers: {
        req: (request: IncomingMessage) => ({ method: request.method, path: pathOf(request) }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
        err: (error: Error) => ({ type: error.name }),
      },
    },
  };
}

/** The token of an invitation stands in its path and opens an account or a Hub, that of a webhook is its secret: both are left out. */
function pathOf({ url = '' }: IncomingMessage): string {
  return withoutTokens(url.split('?')[0] ?? '')
    .replace(/^(\/api\/invitations\/)[^/]+/, '$1…')
    .replace(/^(\/api\/webhooks\/\d+\/).+/, '$1…')
    .replace(/(\/api\/uploads\/)[^/]+/, '$1…');
}
