/**
 * The sandbox CRM, a process of its own: an API to connect to, as Follow Up Boss offers it, and a page to look behind it.
 * `node main.js FILE PORT`; people and key are kept in the file.
 */
import { startEmulator } from './emulator.js';
import { FollowUpBoss } from './follow-up-boss.js';
import { openKept } from './kept.js';
import { answerPage } from './page.js';

const [file = 'sandbox-crm.json', port = '4010'] = process.argv.slice(2);
const kept = await openKept(file);
const api = new FollowUpBoss({ population: kept.population, keys: kept.keys, standing: kept.standing });
const emulator = await startEmulator({
  answer: (asked) => {
    const reply = answerPage(asked, kept) ?? api.answer(asked);
    if (asked.path.startsWith('/v1/webhooks')) void kept.save();
    return reply;
  },
  clock: () => new Date(),
  port: Number(port),
  remembers: false,
});
process.once('SIGTERM', () => void kept.save().finally(() => emulator.stop()));
