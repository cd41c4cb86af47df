import { closeAll, handOver, idsIn, mailTo, messageIds, people, start } from './bulk.fixture.js';
import type { ComposedMail } from './transport.js';

afterEach(closeAll);

it('lets a small batch have its turns beside a large one', async () => {
  const { server, bulk } = await start({});
  const [large, small] = [people(40), [mailTo('ben@example.com'), mailTo('carla@example.com')]];
  const first = handOver(bulk, large);
  await Promise.all([first, handOver(bulk, small)]);
  const order = idsIn(server);
  expect(Math.max(...messageIds(small).map((id) => order.indexOf(id)))).toBeLessThan(8);
  expect(order).toHaveLength(42);
});

it('begins nothing after it was stopped, and says which mails never left', async () => {
  const { server, bulk } = await start({}, 2);
  const mails = people(50);
  const begun: ComposedMail[] = [];
  const under = bulk.handOverAll({
    mails,
    begin: async (mail) => {
      begun.push(mail);
      if (begun.length === 5) left.push(...under.stop());
      return true;
    },
    done: () => undefined,
  });
  const left: ComposedMail[] = [];
  await under.ended;
  expect(server.mails).toHaveLength(begun.length);
  expect(begun.length).toBeLessThan(9);
  expect(messageIds([...begun, ...left]).toSorted()).toEqual(messageIds(mails).toSorted());
});

it('sends no byte of a mail before it was written down that it begins', async () => {
  const { server, bulk } = await start({});
  const asked = Promise.withResolvers<void>();
  const { promise: mayGo, resolve: letGo } = Promise.withResolvers<boolean>();
  let count = 0;
  const begin = () => {
    count += 1;
    asked.resolve();
    return mayGo;
  };
  const under = bulk.handOverAll({ mails: people(2), begin, done: () => undefined });
  await asked.promise;
  // Whatever had left before this connection was greeted would have come by now.
  await server.greetsAnother();
  expect([count, server.octets, server.mails.length]).toEqual([1, 0, 0]);
  letGo(true);
  await under.ended;
  expect(server.mails).toHaveLength(2);
});

it('does not send a mail that may not begin, and goes on with the others', async () => {
  const { server, bulk } = await start({});
  const mails = people(6);
  const done: ComposedMail[] = [];
  await bulk.handOverAll({ mails, begin: async (mail) => mail !== mails[2], done: (mail) => done.push(mail) }).ended;
  expect(messageIds(done)).toEqual(messageIds(mails.toSpliced(2, 1)));
  expect(idsIn(server).toSorted()).toEqual(messageIds(done).toSorted());
});
