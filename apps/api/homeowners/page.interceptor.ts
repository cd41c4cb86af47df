import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { from, mergeMap, type Observable } from 'rxjs';
import type { Answer } from './answer.js';
import { Cookies } from './cookies.js';
import { writePage } from './views/layout.js';
import { stylesheetHash } from './stylesheet.js';

/** Nothing from anywhere else, no script at all, nothing kept by browsers or proxies, no address of ours told to other sites. */
export const pageHeaders: Record<string, string> = {
  'Content-Security-Policy': `default-src 'none'; style-src ${stylesheetHash}; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** Writes what a homeowners' route answers: a page, a way elsewhere, a file. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(private readonly cookies: Cookies) {}

  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<string> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(mergeMap((answer) => from(this.write(response, answer))));
  }

  private async write(response: Response, answer: Answer): Promise<string> {
    response.set(pageHeaders);
    if ('content' in answer) {
      response.status(200);
      if (answer.name) response.attachment(answer.name);
      response.type(answer.type);
      return answer.content;
    }
    for (const cookie of answer.cookies ?? []) response.append('Set-Cookie', this.cookies.write(cookie));
    if ('to' in answer) {
      response.status(303).set('Location', answer.to);
      return '';
    }
    response.status(answer.status ?? 200).type('html');
    return writePage(answer);
  }
}
