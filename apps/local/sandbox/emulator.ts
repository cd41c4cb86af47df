import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as a vendor's server sees it. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** `http://127.0.0.1:4010`, as the caller wrote it. */
  origin: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  /** In place of JSON. */
  text?: string;
}

/** Thrown by a handler: the vendor refuses. */
export class Refusal extends Error {
  constructor(readonly reply: Reply) {
    super('refused');
  }
}

/** What goes wrong on the wire, instead of the answer or with it. */
export type Fault = 'html' | 'brokenJson' | 'half' | 'drop' | { status: number } | { slowMs: number };

interface Planned {
  fault: Fault;
  times: number;
  on: RegExp;
  after: number;
}

export interface Emulator {
  origin: string;
  calls: { at: number; method: string; path: string; status: number }[];
  /** The next `times` calls whose path fits meet the fault; `after` so many went well. */
  fail: (fault: Fault, plan?: { times?: number; on?: RegExp; after?: number }) => void;
  /** Is told of each call before it is answered. */
  onCall: (listener: (asked: Asked) => void) => void;
  stop: () => Promise<void>;
}

export interface EmulatorOptions {
  answer: (asked: Asked) => Reply | Promise<Reply>;
  clock: () => Date;
  port?: number;
  /** Keeps the list of calls, for whoever tests. */
  remembers?: boolean;
}

/** A vendor's API as a real HTTP server on the loopback: answers come from `answer`, faults are planned by whoever tests. */
export async function startEmulator({ answer, clock, port = 0, remembers = true }: EmulatorOptions): Promise<Emulator> {
  const calls: Emulator['calls'] = [];
  const plans: Planned[] = [];
  const listeners: ((asked: Asked) => void)[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await read(request);
    for (const listen of listeners) listen(asked);
    const fault = takeFault(plans, asked.path);
    if (typeof fault === 'object' && fault && 'slowMs' in fault)
      await new Promise((resolve) => setTimeout(resolve, fault.slowMs));
    const { status = 200, headers = {}, json, text } = typeof fault === 'object' && fault && 'status' in fault ? { status: fault.status, text: '' } : await answered(answer, asked); // prettier-ignore
    if (remembers) calls.push({ at: +clock(), method: asked.method, path: asked.path, status });
    if (fault === 'drop') return void request.socket.destroy();
    const body = text ?? (json === undefined ? '' : JSON.stringify(json));
    const told = { date: clock().toUTCString(), 'content-type': 'application/json', ...headers };
    if (fault === 'html') {
      response
        .writeHead(200, { ...told, 'content-type': 'text/html' })
        .end('<html><body>Down for maintenance</body></html>');
    } else if (fault === 'brokenJson') {
      response.writeHead(status, told).end(body.slice(0, Math.floor(body.length / 2)));
    } else if (fault === 'half') {
      response.writeHead(status, { ...told, 'content-length': String(Buffer.byteLength(body)) });
      response.write(body.slice(0, Math.floor(body.length / 2)), () => request.socket.destroy());
    } else response.writeHead(status, told).end(body);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    fail: (fault, { times = 1, on = /./, after = 0 } = {}) => void plans.push({ fault, times, on, after }),
    onCall: (listener) => void listeners.push(listener),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const origin = `http://${request.headers.host ?? '127.0.0.1'}`;
  const url = new URL(request.url ?? '/', origin);
  const body = Buffer.concat(parts).toString('utf8');
  return { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: request.headers, body, origin }; // prettier-ignore
}

async function answered(answer: EmulatorOptions['answer'], asked: Asked): Promise<Reply> {
  try {
    return await answer(asked);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    return { status: 500, json: { message: 'Internal error' } };
  }
}

function takeFault(plans: Planned[], path: string): Fault | null {
  const plan = plans.find(({ on, times }) => times > 0 && on.test(path));
  if (!plan) return null;
  if (plan.after > 0) {
    plan.after -= 1;
    return null;
  }
  plan.times -= 1;
  return plan.fault;
}

/** A sliding window, as vendors count calls. */
export class CallWindow {
  private readonly taken: number[] = [];
  private shutUntil = 0;

  constructor(
    readonly calls: number,
    readonly perMs: number,
    private readonly clock: () => Date,
  ) {}

  /** For so long none is taken, however few there were. */
  shut(ms: number): void {
    this.shutUntil = +this.clock() + ms;
  }

  /** Takes a call, or says for how long none is taken. */
  take(): { waitMs: number; remaining: number } {
    const now = +this.clock();
    if (now < this.shutUntil) return { waitMs: this.shutUntil - now, remaining: 0 };
    while (this.taken.length > 0 && this.taken[0]! <= now - this.perMs) this.taken.shift();
    if (this.taken.length >= this.calls) return { waitMs: this.taken[0]! + this.perMs - now, remaining: 0 };
    this.taken.push(now);
    return { waitMs: 0, remaining: this.calls - this.taken.length };
  }
}
