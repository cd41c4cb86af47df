import { setTimeout as wait } from 'node:timers/promises';

/** Answers about links that are no good. */
export const refusalMs = 150;
/** Answers after which a mail may be under way, or not. */
export const askingMs = 400;

/**
 * Waits until so many milliseconds have passed since `begun`, so that how long an answer took does not tell what was found. What is
 * done for one who is known has to fit into that time.
 */
export async function untilEven(begun: number, milliseconds: number): Promise<void> {
  await wait(Math.max(0, begun + milliseconds - Date.now()));
}
