import { deliveryBody, FollowUpBoss, signedDelivery } from '../../apps/local/sandbox/follow-up-boss.js';
import { app } from './signed.js';
import type { Vendor } from './vendor.js';

const key = 'fka_invented_key';

/** The sandbox's API serves as its emulator. */
export const followUpBossVendor: Vendor = {
  id: 'follow-up-boss',
  secret: { kind: 'key', fields: { key } },
  create(population, { calls = 10_000 }) {
    const keys = new Set([key]);
    const api = new FollowUpBoss({ population, keys, calls });
    return {
      answer: api.answer,
      get hooks() {
        return new Map([...api.standing].map(([id, { url }]) => [id, url]));
      },
      limitFor: (ms) => api.limitFor(ms),
      setKeyTaken: (isTaken) => void (isTaken ? keys.add(key) : keys.clear()),
    };
  },
  idOf: String,
  odd: { emails: [{ value: { address: 'not a text' } }] },
  oddField: 'emails.0.value',
  pageSize: 100,
  tellsUnsubscribed: true,
  hooks: {
    body: (ids, at) => deliveryBody({ event: 'peopleUpdated', ids, at }),
    sign: (rawBody) => signedDelivery(rawBody, app.secret),
  },
  words: ({ stage, owner, tags }) => ({ stages: [stage], owners: [owner], tags }),
};
