import { Box, Typography } from '@mui/material';
import { When } from '../../fields/When.js';
import { Facts } from '../../frame/Section.js';
import type { Evidence, RecipientEvent } from '../types.js';

const tones: Record<string, string> = {
  accepted: 'success.main',
  delivered: 'success.main',
  claimed: 'success.main',
  visited: 'success.main',
  deferred: 'warning.main',
  unknown: 'warning.main',
  settled: 'warning.main',
  rejected: 'error.main',
  bounced: 'error.main',
  complained: 'error.main',
};

/** "250 2.0.0 queued as 4F…", as the other side said it. */
export function replyWords({ replyCode, enhancedCode, replyText }: Evidence): string {
  const saysItself = enhancedCode !== null && (replyText ?? '').startsWith(enhancedCode);
  return [replyCode, saysItself ? null : enhancedCode, replyText].filter(Boolean).join(' ');
}

const factsOf = (evidence: Evidence): [string, string | null][] => [
  ['Message-ID', evidence.messageId],
  ['Mail server', evidence.remoteHost],
  ['Encrypted', evidence.tls],
  ['Queued there as', evidence.queueId],
  ['Template', evidence.templateVersion === null ? null : `version ${evidence.templateVersion}`],
  ['SHA-256', evidence.digest],
  ['Handed over by', evidence.worker],
  ['Attempt', String(evidence.attempt)],
];

/** Planned → handed over → accepted → delivered → visited → claimed, in order, each with its proof. */
export function EvidenceTimeline({ steps }: { steps: readonly RecipientEvent[] }) {
  if (steps.length === 0)
    return (
      <Typography color="text.secondary" sx={{ paddingInline: 2.5, paddingBottom: 2 }}>
        Nothing has happened yet.
      </Typography>
    );
  return (
    <Box component="ol" aria-label="Evidence" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {steps.map((step) => (
        <Step key={`${step.at} ${step.kind} ${step.sentence}`} step={step} />
      ))}
    </Box>
  );
}

function Step({ step: { at, kind, sentence, evidence, actor } }: { step: RecipientEvent }) {
  const reply = evidence ? replyWords(evidence) : '';
  const facts = evidence ? factsOf(evidence).filter(([, value]) => value !== null) : [];
  return (
    <Box
      component="li"
      data-kind={kind}
      sx={{
        display: 'grid',
        gridTemplateColumns: '10px minmax(0, 1fr)',
        columnGap: 1.5,
        alignItems: 'baseline',
        paddingInline: 2.5,
        paddingBlock: 1,
      }}
    >
      <Box
        aria-hidden
        sx={{ width: 10, height: 10, borderRadius: '50%', backgroundColor: tones[kind] ?? 'primary.main' }}
      />
      <Box sx={{ display: 'grid', gap: 0.25 }}>
        <Typography sx={{ overflowWrap: 'anywhere' }}>
          {sentence}
          {reply && ` “${reply}”`}
        </Typography>
        <Typography variant="body2" color="text.secondary">
          {actor && `${actor.name} · `}
          <When at={at} />
        </Typography>
        {facts.length > 0 && (
          <Box component="details" sx={{ fontSize: '0.875rem' }}>
            <Box component="summary" sx={{ cursor: 'pointer', color: 'text.secondary' }}>
              Evidence
            </Box>
            <Box sx={{ paddingTop: 1 }}>
              <Facts facts={facts} />
            </Box>
          </Box>
        )}
      </Box>
    </Box>
  );
}
