import { as, platform } from './platform/platform.js';

it('signs the demo people in on the running platform', async () => {
  const agent = await as('agent');
  const me = await agent('/api/me');
  expect(me.status).toBe(200);
  await expect(me.json()).resolves.toMatchObject({ user: { role: 'agent' }, account: { slug: 'hillside' } });
  expect(platform().pids.worker).toBeGreaterThan(0);
});
