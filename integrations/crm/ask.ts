import { BadAnswer, Unreachable } from './errors.js';

export interface Question {
  label: string;
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Undefined when the body is no JSON. */
  json: unknown;
  /** How the body begins, to tell a web page from broken data. */
  isPage: boolean;
  isEmpty: boolean;
  /** The vendor's clock. */
  date: Date | null;
}

const mostBytes = 64 * 1024 * 1024;

/**
 * One call over the wire; redirects are not followed. What was answered is returned whatever its status.
 * @throws Unreachable when there was no answer or only a part of one, BadAnswer when it has no end
 */
export async function ask({ label, method, url, headers, body, timeoutMs }: Question): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await readText(response, label);
    const told = Date.parse(response.headers.get('date') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      json: parsed(text),
      isPage: text.trimStart().startsWith('<'),
      isEmpty: text.trim() === '',
      date: Number.isNaN(told) ? null : new Date(told),
    };
  } catch (error) {
    if (error instanceof BadAnswer) throw error;
    const isSlow = error instanceof DOMException && error.name === 'TimeoutError';
    throw new Unreachable(isSlow ? `${label} took too long to answer.` : `${label} cannot be reached, or broke off in the middle of an answer.`); // prettier-ignore
  }
}

async function readText(response: Response, label: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.length > mostBytes) throw new BadAnswer(`${label} sent an answer without end.`);
  }
  return text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
