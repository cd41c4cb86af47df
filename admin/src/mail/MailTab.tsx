import { Alert, Box, Typography } from '@mui/material';
import MailIcon from '@mui/icons-material/MailOutlined';
import { useQuery } from '@tanstack/react-query';
import type { ContactMail, MailNotSent } from '../../../apps/api/mail/mail.schemas.js';
import { request } from '../api.js';
import { StatusField } from '../fields/StatusField.js';
import { When } from '../fields/When.js';
import { EmptyState } from '../frame/EmptyState.js';
import { Waiting } from '../frame/Waiting.js';
import { AttemptEvidence } from './AttemptEvidence.js';
import { notSentName } from './words.js';

/** Mails move by themselves; a tab that stands open looks now and then. */
const lookMs = 10_000;

/** Every mail to one contact with its evidence, the newest first. */
export function MailTab({ contactId }: { contactId: string }) {
  const { data, error } = useQuery({
    queryKey: ['mail', 'of contact', contactId],
    queryFn: () => request<ContactMail>(`/contacts/${contactId}/mail?page=1&perPage=50`),
    refetchInterval: lookMs,
  });
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data) return <Waiting>Fetching the mails.</Waiting>;
  if (data.data.length + data.notSent.length === 0)
    return (
      <EmptyState icon={MailIcon} title="No mail yet">
        Each mail to this contact stands here with what became of it: when it was handed over, what the receiving server
        said, when it is tried again.
      </EmptyState>
    );
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {data.notSent.map((notice) => (
        <NotSent key={notice.noticeId} notice={notice} />
      ))}
      {data.data.map((attempt) => (
        <AttemptEvidence key={attempt.id} attempt={attempt} />
      ))}
    </Box>
  );
}

const notSentWords = {
  waiting: { kind: 'working', label: 'Waits' },
  failed: { kind: 'failed', label: 'Not sent' },
  dropped: { kind: 'early', label: 'Not needed' },
} as const;

/** A mail that was owed and of which no byte was handed over. */
function NotSent({ notice }: { notice: MailNotSent }) {
  return (
    <Box
      component="li"
      sx={{ paddingInline: 2.5, paddingBlock: 1.5, '& + &, & + li': { borderTop: 1, borderColor: 'divider' } }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center' }}>
        <Typography component="h3" variant="h3">
          {notSentName(notice)}
        </Typography>
        <StatusField of="attempt" state={notice.state} {...notSentWords[notice.state]} />
      </Box>
      <Typography variant="body2" color="text.secondary">
        {notice.sentence && `${notice.sentence} · `}
        <When at={notice.at} />
      </Typography>
    </Box>
  );
}
