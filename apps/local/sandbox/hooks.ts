import { setTimeout as pause } from 'node:timers/promises';
import { deliveryBody, signedDelivery, type Standing } from './follow-up-boss.js';

/** Between two tries; a receiver that does not answer for so long is not told any more. */
const waitsMs = [0, 1_000, 5_000, 20_000];

/** Tells whoever has subscribed, each with a signature of its own system's key. Nobody waits for it. */
export function tellChange(standing: Iterable<Standing>, event: string, ids: number[]): void {
  const rawBody = deliveryBody({ event, ids, at: new Date() });
  for (const one of standing) if (one.event === event) void deliver(one, rawBody);
}

async function deliver({ url, systemKey }: Standing, rawBody: Buffer): Promise<void> {
  for (const waitMs of waitsMs) {
    await pause(waitMs, undefined, { ref: false });
    const headers = signedDelivery(rawBody, systemKey);
    const body = new Uint8Array(rawBody);
    const answer = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(10_000) }).catch(() => null); // prettier-ignore
    // A refusal will be one again; only silence and trouble are tried again.
    if (answer && answer.status < 500) return;
  }
}
