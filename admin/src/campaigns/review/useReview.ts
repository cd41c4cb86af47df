import { useEffect, useState } from 'react';
import { Problem } from '../../api.js';
import { campaignsApi } from '../api.js';
import type { Campaign, CampaignChange } from '../types.js';
import { useTakeCampaign } from '../useCampaign.js';

const typingMs = 600;

/** A change laid over a campaign, as the page shows it before the server has it. */
function withChange(campaign: Campaign, { settings, agentId, ...rest }: CampaignChange): Campaign {
  const agent = agentId === undefined ? campaign.agent : { id: agentId, name: '' };
  return { ...campaign, ...rest, agent, settings: { ...campaign.settings, ...settings } };
}

/** What was typed since `sent` left. */
function since(sent: CampaignChange, now: CampaignChange): CampaignChange {
  const isNew = (name: string) => now[name as keyof CampaignChange] !== sent[name as keyof CampaignChange];
  return Object.fromEntries(Object.entries(now).filter(([name]) => isNew(name)));
}

/**
 * Settings of a campaign under review: shown at once, saved a moment after the last change. What could not be saved stays on the
 * page with the server's sentences.
 */
export function useReview(campaign: Campaign) {
  const take = useTakeCampaign();
  const [change, setChange] = useState<CampaignChange>({});
  const [refused, setRefused] = useState<{ change: CampaignChange; error: Error } | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const isDirty = Object.keys(change).length > 0;
  // What was refused is sent again only after another change.
  const isRefused = refused?.change === change;

  async function save() {
    setIsSaving(true);
    try {
      take(await campaignsApi.change(campaign.id, change));
      setChange((now) => since(change, now));
      setRefused(null);
    } catch (error) {
      setRefused({ change, error: error as Error });
    } finally {
      setIsSaving(false);
    }
  }

  useEffect(() => {
    if (!isDirty || isSaving || isRefused) return undefined;
    const timer = setTimeout(() => void save(), typingMs);
    return () => clearTimeout(timer);
  });

  const refusal = isRefused ? refused.error : null;
  const shown = withChange(campaign, change);
  return {
    shown,
    isDirty: isDirty || isSaving,
    refusal,
    problems: problemsOf(refusal),
    change: (more: Omit<CampaignChange, 'settings'>) => setChange((all) => ({ ...all, ...more })),
    set: (settings: Partial<Campaign['settings']>) =>
      setChange((all) => ({ ...all, settings: { ...all.settings, ...settings } })),
  };
}

export type Review = ReturnType<typeof useReview>;

/** The server names a field by its path, `settings.window.days`, and may begin its sentence with it: last word of the path → sentence. */
function problemsOf(error: Error | null): Record<string, string> {
  if (!(error instanceof Problem)) return {};
  return Object.fromEntries(
    Object.entries(error.answer.fields ?? {}).map(([path, sentence]) => [
      path.replace(/^settings\./, ''),
      sentence.startsWith(`${path}: `) ? sentence.slice(path.length + 2) : sentence,
    ]),
  );
}
