import { defineEntity, p } from '@mikro-orm/postgresql';

/** What homeowners see of an agent: the card in mails and Hubs. No row means an empty card. */
export const AgentSchema = defineEntity({
  name: 'Agent',
  tableName: 'agents',
  properties: {
    userId: p.text().primary(),
    accountId: p.bigint('string').hidden(),
    title: p.text().nullable(),
    phone: p.text().nullable(),
    license: p.text().nullable(),
    about: p.text().nullable(),
    /** In storage, under a name that says nothing of the agent. */
    photoKey: p.text().nullable(),
    replyTo: p.text().nullable(),
    updatedAt: p
      .datetime()
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
});
export class Agent extends AgentSchema.class {}
AgentSchema.setClass(Agent);
