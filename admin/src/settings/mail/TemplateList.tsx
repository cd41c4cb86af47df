import { Alert, Box, Button, Chip, Typography } from '@mui/material';
import { Link } from 'react-router';
import type { TemplateLine } from '../../../../apps/api/mail-templates/mail-templates.schemas.js';
import { useList } from '../../frame/useList.js';
import { Waiting } from '../../frame/Waiting.js';
import { Line, Lines, Section } from '../Lines.js';

const groups: { title: string; lead: string; holds: (line: TemplateLine) => boolean }[] = [
  {
    title: 'Invitations',
    lead: 'Ask homeowners to come. The law’s rules for commercial mail hold for these.',
    holds: ({ stream }) => stream === 'commercial',
  },
  {
    title: 'To homeowners',
    lead: 'Codes, answers and news that we owe them.',
    holds: ({ stream, to }) => stream === 'notice' && to === 'homeowner',
  },
  { title: 'To agents', lead: 'What homeowners did in their Hub.', holds: ({ to }) => to === 'agent' },
];

/** Every mail that goes out, in the order of a Hub's life. */
export function TemplateList() {
  const { data, error } = useList<TemplateLine>('mail-templates');
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data) return <Waiting>Fetching the mails.</Waiting>;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {groups.map(({ title, lead, holds }) => (
        <Section key={title} title={title} lead={lead}>
          <Lines>
            {data.filter(holds).map((line) => (
              <TemplateLineRow key={line.kind} line={line} />
            ))}
          </Lines>
        </Section>
      ))}
    </Box>
  );
}

function TemplateLineRow({ line }: { line: TemplateLine }) {
  const { kind, label, about, subject, isOwn, version } = line;
  return (
    <Line
      title={label}
      note={
        <>
          {about}
          <Typography component="span" variant="body2" sx={{ display: 'block' }}>
            {subject}
          </Typography>
        </>
      }
    >
      {isOwn && <Chip size="small" variant="outlined" label={`Yours, version ${version}`} />}
      <Button component={Link} to={`/settings/mails/${kind}`} size="small" aria-label={`Open ${label}`}>
        Open
      </Button>
    </Line>
  );
}
