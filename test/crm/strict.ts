import type { Refusal } from '../../apps/local/sandbox/emulator.js';

/**
 * A parameter that the vendor's documentation does not name is refused, also where the vendor itself would look past it: whoever
 * sends one has misread the documentation, and gets other people than were asked for.
 */
export function admitOnly(query: URLSearchParams, known: readonly string[], refuse: (name: string) => Refusal): void {
  for (const name of query.keys()) if (!known.includes(name)) throw refuse(name);
}
