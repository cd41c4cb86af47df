const files = {
  plan: 'Plan: whom it mails, and where each stands',
  verdicts: 'Verdicts: every candidate, and why not',
  attempts: 'Attempts: each hand-over with its proof',
  evidence: 'Evidence: one line for each recipient',
  actions: 'Actions: who did what to the campaign',
} as const;

const formats = { csv: 'CSV, for spreadsheets', jsonl: 'JSON lines, for programs' } as const;

/** Every file of a campaign in both forms; as many rows as it has, so they are streamed and never shown here. */
export const exportChoices = (campaignId: string) =>
  Object.entries(files).flatMap(([what, name]) =>
    Object.entries(formats).map(([format, note]) => ({
      name,
      note,
      href: `/api/campaigns/${campaignId}/export?what=${what}&format=${format}`,
    })),
  );
