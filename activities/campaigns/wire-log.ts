import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { type AttemptResult, type Chunk, writeWire } from '../../database/sending-wire.js';

/** A chunk that is being sent, as this process knows it. */
interface OpenChunk {
  chunk: Chunk;
  begun: string[];
  results: AttemptResult[];
  /** How much of both stands in the database. */
  written: { begun: number; results: number };
  /** Who waits until a mail's beginning is written down. */
  waiting: { upTo: number; resolve: (mayGo: boolean) => void }[];
  isLost: boolean;
  /** Nothing of it begins any more; its results are on their way into the tables. */
  isEnding: boolean;
}

/**
 * Writes down what begins and what was answered, before the next byte of any mail leaves: one round at a time for all chunks of
 * this process, and while a round is under way the news for the next one gather. So a kill leaves at most as many mails of which
 * nobody knows as there are connections.
 */
export class WireLog {
  private readonly chunks = new Map<number, OpenChunk>();
  private isWriting = false;

  constructor(private readonly pool: Pool) {}

  /** Its first row was committed with its intents. */
  open(chunk: Chunk): void {
    const written = { begun: 0, results: 0 };
    this.chunks.set(chunk.id, { chunk, begun: [], results: [], written, waiting: [], isLost: false, isEnding: false });
  }

  /** @returns whether the mail may leave; false: somebody else has taken the share over */
  begin(chunk: Chunk, attemptId: string): Promise<boolean> {
    const open = this.chunks.get(chunk.id);
    if (!open || open.isLost) return Promise.resolve(false);
    const upTo = open.begun.push(attemptId);
    const begun = new Promise<boolean>((resolve) => open.waiting.push({ upTo, resolve }));
    this.schedule();
    return begun;
  }

  ended(chunk: Chunk, result: AttemptResult): void {
    this.chunks.get(chunk.id)?.results.push(result);
    this.schedule();
  }

  /** Every mail of it is done. */
  end(chunk: Chunk): void {
    const open = this.chunks.get(chunk.id);
    if (open) open.isEnding = true;
  }

  /** Its results stand in the tables. */
  close(chunk: Chunk): void {
    this.chunks.delete(chunk.id);
  }

  private schedule(): void {
    if (this.isWriting) return;
    this.isWriting = true;
    // What the mail server has answered at the same time goes into the same round.
    setImmediate(() => void this.rounds());
  }

  private async rounds(): Promise<void> {
    for (let news = this.news(); news.length > 0; news = this.news()) {
      const upTo = news.map((open) => ({ begun: open.begun.length, results: open.results.length }));
      const kept = await this.write(news);
      for (const [index, open] of news.entries()) {
        open.written = upTo[index]!;
        open.isLost = !kept.has(open.chunk.id);
        const isTold = ({ upTo: place }: { upTo: number }) => open.isLost || place <= open.written.begun;
        for (const { resolve } of open.waiting.filter(isTold)) resolve(!open.isLost);
        open.waiting = open.waiting.filter((waiter) => !isTold(waiter));
      }
    }
    this.isWriting = false;
  }

  /** A result alone waits for the next beginning: until then nobody needs it. */
  private news(): OpenChunk[] {
    const open = [...this.chunks.values()].filter(({ isLost, isEnding }) => !isLost && !isEnding);
    return open.some(({ waiting }) => waiting.length > 0) ? open.filter(hasNews) : [];
  }

  /** A database that is away is waited for: nothing leaves meanwhile, and what was answered is kept. What is written twice counts once. */
  private async write(news: OpenChunk[]): Promise<Set<number>> {
    for (;;) {
      const rows = news.map(({ chunk, begun, results, written }) => ({
        chunk,
        begun: begun.slice(written.begun),
        results: results.slice(written.results),
      }));
      try {
        return await writeWire(this.pool, rows);
      } catch {
        await wait(againMs);
      }
    }
  }
}

const againMs = 100;

const hasNews = ({ begun, results, written }: OpenChunk) =>
  begun.length > written.begun || results.length > written.results;
