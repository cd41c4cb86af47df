import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { Response } from 'express';
import { html } from 'hono/html';
import type { ActorRequest } from '../auth/access.js';
import { describeError, toProblem } from '../problem.filter.js';
import { pageHeaders } from './page.interceptor.js';
import { writePage } from './views/layout.js';

const titles: Record<number, string> = {
  404: 'There is nothing here',
  413: 'That was too much at once',
  429: 'Too many tries',
  503: 'One moment, please',
};

/** The same for people who have never heard of problem+json: a page that says what to do. */
@Catch()
@Injectable()
export class PageFilter implements ExceptionFilter {
  private readonly logger = new Logger('Homeowners');

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<ActorRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const { status, detail } = toProblem(error);
    if (status >= 500) this.logger.error({ requestId: request.id, ...describeError(error) }, 'page failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const title = titles[status] ?? (status >= 500 ? 'Something went wrong on our side' : 'That did not work');
    const page = await writePage({
      title,
      body: html`<h1>${title}</h1>
        <p>${detail}</p>
        ${status >= 500 ? html`<p class="quiet">If it happens again, tell us this number: <code>${request.id}</code></p>` : ''}
        <p><a class="button second" href="/h">To my Hub</a></p>`,
    });
    response.status(status).set(pageHeaders).type('html').send(page);
  }
}
