import { randomInt } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Variables } from '../../integrations/config.js';

/** Somebody else listens on a port that we need. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  constructor(port: number, part: string, variable: string) {
    super(
      `Port ${port}, which ${part} needs, is taken by another program: stop that one, or set ${variable} to a free port.`,
    );
  }
}

/** Listens on every address of this machine; also where IPv6 is switched off. */
function occupy(port: number): Promise<Server> {
  const listen = (host: string) =>
    new Promise<Server>((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen({ port, host, exclusive: true }, () => resolve(server));
    });
  return listen('::').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') throw error;
    return listen('0.0.0.0');
  });
}

/**
 * Free ports are looked for below those that systems give to outgoing connections (Linux from 32768 on, others from 49152): one of those
 * may be taken by any connection between this look and the part's start, or while the part is away.
 */
const lowest = 12_000;
const highest = 32_767;
/** Two that look at the same time hardly ever begin at the same place. */
let next = randomInt(lowest, highest + 1);

async function occupyAny(): Promise<Server> {
  for (let tried = lowest; tried <= highest; tried += 1) {
    const port = next;
    next = port === highest ? lowest : port + 1;
    const server = await occupy(port).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    });
    if (server) return server;
  }
  throw new Error(`No port between ${lowest} and ${highest} is free.`);
}

const release = (server: Server) => new Promise((resolve) => server.close(resolve));

/** A port that nobody listens on, and that no outgoing connection is given. */
export async function freePort(): Promise<number> {
  const server = await occupyAny();
  const { port } = server.address() as AddressInfo;
  await release(server);
  return port;
}

export interface WantedPort {
  /** 0 means any free port. */
  port: number;
  part: string;
  variable: string;
  /** An outside part is used instead. */
  unneeded?: boolean;
}

/** Checks all ports at once before anything is started; answers them in the same order, each 0 replaced by a free one. */
export async function findPorts<Names extends string>(
  wanted: Record<Names, WantedPort>,
): Promise<Record<Names, number>> {
  const held: Server[] = [];
  const found: Partial<Record<Names, number>> = {};
  try {
    for (const [name, { port, part, variable, unneeded }] of Object.entries<WantedPort>(wanted)) {
      found[name as Names] = port;
      if (unneeded) continue;
      const server = await (port === 0 ? occupyAny() : occupy(port)).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'EADDRINUSE' ? new PortTaken(port, part, variable) : error;
      });
      held.push(server);
      found[name as Names] = (server.address() as AddressInfo).port;
    }
  } finally {
    await Promise.all(held.map(release));
  }
  return found as Record<Names, number>;
}

/** The ports that a start with these settings needs; those of outside parts are left alone. */
export function wantedPorts(settings: Variables, free: boolean) {
  const hasDatabase = Boolean(settings.DATABASE_URL);
  const hasEngine = Boolean(settings.TEMPORAL_ADDRESS);
  const hasMail = Boolean(settings.SMTP_URL);
  const want = (variable: PortVariable, part: string, unneeded = false): WantedPort => ({
    port: free ? 0 : settings[variable],
    part,
    variable,
    unneeded,
  });
  return {
    api: want('PORT', 'the console'),
    postgres: want('POSTGRES_PORT', 'the database', hasDatabase),
    temporal: want('TEMPORAL_PORT', 'Temporal', hasEngine),
    temporalUi: want('TEMPORAL_UI_PORT', "Temporal's page", hasEngine),
    smtp: want('SMTP_PORT', 'the mail catcher', hasMail),
    mailUi: want('MAIL_UI_PORT', "the mail catcher's page", hasMail),
    sandbox: want('SANDBOX_PORT', 'the Sandbox CRM'),
    bounces: want('BOUNCE_SMTP_PORT', 'the mailbox of returned mails'),
  };
}
type PortVariable = Extract<keyof Variables, `${string}PORT`>;
