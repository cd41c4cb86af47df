import { Box, Link, Typography } from '@mui/material';
import BlockIcon from '@mui/icons-material/ErrorOutlineOutlined';
import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import WarnIcon from '@mui/icons-material/WarningAmberOutlined';
import { Link as RouterLink } from 'react-router';
import { Section } from '../../frame/Section.js';
import type { CampaignCheck } from '../types.js';

const order: Record<CampaignCheck['level'], number> = { block: 0, warn: 1, pass: 2 };

const icons = {
  block: <BlockIcon titleAccess="Must be mended" sx={{ color: 'error.main' }} />,
  warn: <WarnIcon titleAccess="Look at it" sx={{ color: 'warning.main' }} />,
  pass: <DoneIcon titleAccess="Kept" sx={{ color: 'success.main' }} />,
};

/** The law's rules, those of mailbox providers, and what makes the mail odd; what must be mended comes first, each with the way to do it. */
export function CampaignChecks({ checks }: { checks: readonly CampaignCheck[] }) {
  if (checks.length === 0) return null;
  const sorted = checks.toSorted((one, other) => order[one.level] - order[other.level]);
  return (
    <Section title="Checks">
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
        {sorted.map((check) => (
          <Box
            component="li"
            key={`${check.rule} ${check.sentence}`}
            sx={{ display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', gap: 1.25 }}
          >
            {icons[check.level]}
            <div>
              <Typography sx={{ overflowWrap: 'anywhere' }}>{check.sentence}</Typography>
              {check.level !== 'pass' && <Mend check={check} />}
            </div>
          </Box>
        ))}
      </Box>
    </Section>
  );
}

function Mend({ check: { mend, href } }: { check: CampaignCheck }) {
  if (!mend) return null;
  if (!href)
    return (
      <Typography variant="body2" color="text.secondary">
        {mend}
      </Typography>
    );
  return (
    <Link component={RouterLink} to={href} underline="always" variant="body2">
      {mend}
    </Link>
  );
}
