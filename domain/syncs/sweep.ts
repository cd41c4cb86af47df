/** Of the people that a complete scan should have met, so many may be missing without asking anybody. */
export const safeFraction = 0.2;

export type SweepVerdict = 'none' | 'gone' | 'ask';

/**
 * What to make of linked records that a complete scan has not seen. A CRM that has lost its index, or a key that sees less than
 * before, looks like a mass deletion: then a person is asked, and nobody is touched.
 */
export function judgeMissing({ linked, missing }: { linked: number; missing: number }): SweepVerdict {
  if (missing === 0) return 'none';
  return missing / linked <= safeFraction ? 'gone' : 'ask';
}
