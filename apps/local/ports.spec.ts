import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { readVariables } from '../../integrations/config.js';
import { findPorts, freePort, wantedPorts } from './ports.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(port: number): Promise<Server> {
  const server = createServer();
  servers.push(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

it('finds a port for each part that no connection of somebody else can be given', async () => {
  const ports = Object.values(await findPorts(wantedPorts(readVariables({}), true)));
  expect(new Set(ports).size).toBe(8);
  // Linux gives outgoing connections those from 32768 on, other systems from 49152 on.
  for (const port of ports) {
    expect(port).toBeGreaterThanOrEqual(12_000);
    expect(port).toBeLessThan(32_768);
  }
});

it('passes over a port on which somebody listens', async () => {
  const first = await freePort();
  for (const port of [first + 1, first + 2]) await listen(port).catch(() => undefined);
  expect(await freePort()).not.toBe(first + 1);
  const ports = Object.values(await findPorts(wantedPorts(readVariables({}), true)));
  expect(ports).not.toContain(first + 1);
  expect(ports).not.toContain(first + 2);
});

it('says which variable names another port where a part needs a taken one', async () => {
  const taken = await freePort();
  await listen(taken);
  const looking = findPorts({ api: { port: taken, part: 'the console', variable: 'PORT' } });
  await expect(looking).rejects.toThrow(`Port ${taken}, which the console needs, is taken by another program`);
});
