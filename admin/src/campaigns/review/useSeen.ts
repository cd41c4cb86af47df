import { useState } from 'react';
import { type SnapshotChange, snapshotChanges } from '../snapshot.js';
import type { Campaign } from '../types.js';

/**
 * The snapshot that the person on this page has looked at: only that one is approved. Their own changes count as seen; what moved
 * otherwise is told, and asked about.
 * @param isChanging whether a change of this very page is on its way
 */
export function useSeen(campaign: Campaign, isChanging: boolean) {
  const [seen, setSeen] = useState<Campaign | null>(null);
  const [isMine, setIsMine] = useState(true);
  const isFrozen = campaign.state === 'awaiting_review' && campaign.digest !== null;

  // State that follows from what is drawn: https://react.dev/reference/react/useState#storing-information-from-previous-renders
  if (isChanging && !isMine) setIsMine(true);
  if (!isChanging && isMine && isFrozen) {
    setSeen(campaign);
    setIsMine(false);
  }

  const isOther = !isMine && isFrozen && seen !== null && seen.digest !== campaign.digest;
  const changes: SnapshotChange[] = isOther ? snapshotChanges(seen, campaign) : [];
  return {
    digest: seen?.digest ?? null,
    /** Whether the snapshot on the server is another one than was looked at. */
    isOther,
    changes,
    accept: () => setSeen(campaign),
    /** What comes next is this person's own doing. */
    expectChange: () => setIsMine(true),
  };
}
