import { Box, Link, Typography } from '@mui/material';
import BlockIcon from '@mui/icons-material/ErrorOutlineOutlined';
import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import WarnIcon from '@mui/icons-material/WarningAmberOutlined';
import { Link as RouterLink } from 'react-router';
import { counted } from '../../fields/numbers.js';
import { Section } from '../../frame/Section.js';
import type { InvitationPreview } from '../types.js';

type Check = InvitationPreview['checks'][number];

/** Where a rule is mended, when that is another page of the console. */
const pages: Record<string, { to: string; name: string }> = {
  L1: { to: '/settings/sender', name: 'Open the sender settings' },
  L4: { to: '/settings/sender', name: 'Open the sender settings' },
};

/** What the mail must pass before it may leave: what fails first, each with the way to mend it. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  const of = (level: string) => checks.filter((check) => check.level === level);
  const failing = [...of('block'), ...of('warn')];
  const notes = of('note');
  return (
    <Section title="Checks">
      {failing.length === 0 && (
        <Line icon={<DoneIcon aria-hidden sx={{ color: 'success.main' }} />}>
          <Typography>The law’s rules and those of the mailbox providers are kept.</Typography>
        </Line>
      )}
      {failing.map((check) => (
        <CheckLine key={`${check.rule} ${check.sentence}`} check={check} />
      ))}
      {notes.length > 0 && (
        <Box component="details" sx={{ fontSize: '0.875rem' }}>
          <Box component="summary" sx={{ cursor: 'pointer', color: 'text.secondary' }}>
            {counted(notes.length, 'note')}
          </Box>
          <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.5, display: 'grid', gap: 0.5 }}>
            {notes.map(({ rule, sentence }) => (
              <li key={rule}>{sentence}</li>
            ))}
          </Box>
        </Box>
      )}
    </Section>
  );
}

function CheckLine({ check }: { check: Check }) {
  const page = pages[check.rule];
  const isBlock = check.level === 'block';
  return (
    <Line
      icon={
        isBlock ? (
          <BlockIcon titleAccess="Must be mended" sx={{ color: 'error.main' }} />
        ) : (
          <WarnIcon titleAccess="Look at it" sx={{ color: 'warning.main' }} />
        )
      }
    >
      <Typography sx={{ overflowWrap: 'anywhere' }}>{check.sentence}</Typography>
      <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
        {check.fix}{' '}
        {page && (
          <Link component={RouterLink} to={page.to} underline="always">
            {page.name}
          </Link>
        )}
      </Typography>
    </Line>
  );
}

const Line = ({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) => (
  <Box sx={{ display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', gap: 1.5 }}>
    {icon}
    <div>{children}</div>
  </Box>
);
