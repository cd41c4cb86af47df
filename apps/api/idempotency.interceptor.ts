import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { Pool } from 'pg';
import { catchError, from, mergeMap, type Observable, of } from 'rxjs';
import { accessKeys, type ActorRequest } from './auth/access.js';
import { Problem } from './problem.js';

interface KeptAnswer {
  request_digest: Buffer;
  status: number | null;
  response: unknown;
}

const keyForm = /^[\w.:-]{1,200}$/;

/**
 * The header `Idempotency-Key` on routes with `@Idempotent` (draft-ietf-httpapi-idempotency-key-header): the first answer is
 * kept for a day and given again for the same key and body; the key with another body is refused; so is one whose first
 * request still runs. A failed request frees its key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly pool: Pool,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ActorRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || !this.reflector.get<boolean>(accessKeys.idempotent, context.getHandler()))
      return next.handle();
    if (!keyForm.test(key))
      throw new Problem(422, 'invalid', 'Idempotency-Key: up to 200 letters, digits and . : _ - are allowed.');
    const slot = [
      request.actor?.accountId ?? '0',
      `${request.actor?.userId}/${key}`,
      `${request.method} ${request.path}`,
    ];
    return from(this.take(slot, digest(request.body))).pipe(
      mergeMap((kept) => {
        if (!kept) return this.runAndKeep(slot, response, next);
        response.status(kept.status ?? 200).setHeader('Idempotent-Replay', 'true');
        return of(kept.response);
      }),
    );
  }

  /** @returns the kept answer, or null when this request is the first and shall run */
  private async take(slot: string[], requestDigest: Buffer): Promise<KeptAnswer | null> {
    const taken = await this.pool.query(
      `insert into idempotency_keys as kept (account_id, key, route, request_digest) values ($1, $2, $3, $4)
       on conflict (account_id, key, route) do update set created_at = now()
       where kept.status is null and kept.created_at < now() - interval '1 minute' and kept.request_digest = excluded.request_digest`,
      [...slot, requestDigest],
    );
    if (taken.rowCount) return null;
    const { rows } = await this.pool.query<KeptAnswer>(
      'select request_digest, status, response from idempotency_keys where account_id = $1 and key = $2 and route = $3',
      slot,
    );
    const kept = rows[0];
    if (kept && !kept.request_digest.equals(requestDigest))
      throw new Problem(
        422,
        'idempotency_key_reused',
        'This Idempotency-Key was used with another request. Use a new one.',
      );
    if (!kept || kept.status === null)
      throw new Problem(
        409,
        'still_running',
        'The first request with this Idempotency-Key still runs. Ask again in a moment.',
      );
    return kept;
  }

  private runAndKeep(slot: string[], response: Response, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await this.pool.query(
          'update idempotency_keys set status = $4, response = $5 where account_id = $1 and key = $2 and route = $3',
          [...slot, response.statusCode, JSON.stringify(answer ?? null)],
        );
        return answer;
      }),
      catchError(async (error: unknown) => {
        await this.pool.query('delete from idempotency_keys where account_id = $1 and key = $2 and route = $3', slot);
        throw error;
      }),
    );
  }
}

/** Of a parsed body; a streamed one (an upload) is told apart by its key alone. */
function digest(body: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest();
}
