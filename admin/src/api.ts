/** An answer that says no, as the API words it: `message` is the sentence for the person. */
export class Problem extends Error {
  /** React-admin looks for field errors in `body.errors`. */
  readonly body: { errors?: Record<string, string> };
  constructor(
    readonly status: number,
    readonly answer: ProblemAnswer,
  ) {
    super(sentenceOf(status, answer));
    this.body = answer.fields ? { errors: answer.fields } : {};
  }
  get code(): string {
    return this.answer.code ?? 'unknown';
  }
}

/** application/problem+json (RFC 9457) with Porchlight's own members. */
export interface ProblemAnswer {
  code?: string;
  title?: string;
  detail?: string;
  requestId?: string;
  /** State a thing is in when a command came at the wrong time. */
  state?: string;
  fields?: Record<string, string>;
  /** The connection that stands already (code `already_connected`). */
  connectionId?: string;
  /** The stored version, when another person was quicker (code `stale`). */
  current?: unknown;
}

const plainSentences: Record<number, string> = {
  0: 'The server does not answer. What you saved before is safe; try again in a moment.',
  401: 'You are signed out. Sign in to go on.',
  403: 'Your role does not allow this.',
  404: 'This cannot be found. It may have been deleted.',
  413: 'This is larger than what can be taken in.',
  429: 'That was too often in a short time. Wait a minute, then try again.',
  502: 'The server does not answer. What you saved before is safe; try again in a moment.',
};

function sentenceOf(status: number, answer: ProblemAnswer): string {
  const plain = plainSentences[status] ?? 'The server could not do this. Try again in a moment.';
  return answer.detail ?? plain;
}

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON, except FormData, which goes as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/**
 * Asks the API; `path` stands below `/api`.
 * @throws Problem for every answer outside 2xx, and with status 0 when none came.
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await send(path, options);
  const text = await response.text();
  if (!response.ok) throw new Problem(response.status, parseProblem(text));
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

async function send(path: string, { method = 'GET', body, headers = {}, signal }: RequestOptions): Promise<Response> {
  const isForm = body instanceof FormData;
  try {
    return await fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, {});
  }
}

function parseProblem(text: string): ProblemAnswer {
  try {
    return JSON.parse(text) as ProblemAnswer;
  } catch {
    return {};
  }
}
