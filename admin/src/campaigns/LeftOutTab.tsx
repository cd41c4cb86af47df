import { Alert, Box, Card, Chip, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { inFigures } from '../fields/numbers.js';
import { Pager } from '../frame/Pager.js';
import { useMe } from '../frame/useMe.js';
import { Waiting } from '../frame/Waiting.js';
import { AddressSearch } from './AddressSearch.js';
import { campaignsApi } from './api.js';
import type { Campaign, Candidate, Verdict } from './types.js';
import { useFilterOfAddress, useRows } from './useRows.js';
import { leftOut, verdictLabel, verdictWords } from './verdicts.js';

/** The people behind each verdict: who, why, and where that can be changed. */
export function LeftOutTab({ campaign }: { campaign: Campaign }) {
  const { get } = useFilterOfAddress();
  const groups = leftOut(campaign.verdicts);
  const verdict = (get('verdict') ?? groups[0]?.verdict ?? 'eligible') as Verdict;
  const search = get('q') ?? '';
  const { data, error, page, perPage, setPage, isPlaceholderData } = useRows<Candidate>({
    campaignId: campaign.id,
    name: 'candidates',
    filter: { verdict, ...(search && { search }) },
    lookMs: 0,
    ask: (asked, signal) => campaignsApi.candidates(campaign.id, asked, signal),
  });
  return (
    <>
      <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <AddressSearch label="Search these people" />
        <VerdictChips campaign={campaign} shown={verdict} />
      </Box>
      <Card component="section" aria-label={verdictLabel(verdict)}>
        <Typography sx={{ paddingInline: 2.5, paddingBlock: 2, borderBottom: 1, borderColor: 'divider' }}>
          <b>
            {inFigures(campaign.verdicts[verdict] ?? 0)} {verdictLabel(verdict)}.
          </b>{' '}
          {verdictWords[verdict]?.why}
        </Typography>
        {error && <Alert severity="error">{error.message}</Alert>}
        {!data && !error && <Waiting>Fetching the people.</Waiting>}
        {data?.data.length === 0 && (
          <Typography color="text.secondary" sx={{ padding: 2.5 }}>
            {search ? 'Nobody matches.' : 'Nobody.'}
          </Typography>
        )}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, opacity: isPlaceholderData ? 0.6 : 1 }}>
          {data?.data.map((candidate) => (
            <CandidateLine key={candidate.contactId} campaignId={campaign.id} candidate={candidate} />
          ))}
        </Box>
        {data && <Pager list={data} page={page} perPage={perPage} onPage={setPage} />}
      </Card>
    </>
  );
}

function VerdictChips({ campaign, shown }: { campaign: Campaign; shown: Verdict }) {
  const { set } = useFilterOfAddress();
  const eligible = { verdict: 'eligible' as const, count: campaign.verdicts.eligible ?? 0 };
  return (
    <Box role="group" aria-label="Verdict" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {[...leftOut(campaign.verdicts), eligible].map(({ verdict, count }) => (
        <Chip
          key={verdict}
          label={`${inFigures(count)} ${verdictLabel(verdict)}`}
          aria-pressed={verdict === shown}
          variant={verdict === shown ? 'filled' : 'outlined'}
          color={verdict === shown ? 'primary' : 'default'}
          onClick={() => set('verdict', verdict)}
          sx={{ height: 36 }}
        />
      ))}
    </Box>
  );
}

const pages = { contact: '/contacts', hub: '/hubs' } as const;

/** Where what a verdict points at is shown; an invitation is shown with its contact's Hub. */
const placeOf = ({ of, contactId }: Candidate): string | null => {
  if (!of) return null;
  return of.kind === 'invitation' ? `/contacts/${contactId}?tab=hub` : `${pages[of.kind]}/${of.id}`;
};

function CandidateLine({ campaignId, candidate }: { campaignId: string; candidate: Candidate }) {
  const isAgent = useMe()?.user.role === 'agent';
  const { contactId, name, email, home, verdict, sentence, of } = candidate;
  const place = isAgent ? placeOf(candidate) : null;
  const who = name || email || `Contact ${contactId}`;
  const to = verdict === 'eligible' && !isAgent ? `/campaigns/${campaignId}/recipients/${contactId}` : isAgent ? `/contacts/${contactId}` : null; // prettier-ignore
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 0.25,
        columnGap: 2,
        paddingInline: 2.5,
        paddingBlock: 1.25,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 2fr) minmax(0, 3fr)' },
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Box sx={{ overflowWrap: 'anywhere' }}>
        {to ? (
          <Link component={RouterLink} to={to} sx={{ fontWeight: 560 }}>
            {who}
          </Link>
        ) : (
          <Typography sx={{ fontWeight: 560 }}>{who}</Typography>
        )}
        <Typography variant="body2" color="text.secondary">
          {(name && email) || (email ? '' : 'no e-mail')}
        </Typography>
      </Box>
      <Typography component="div" variant="body2">
        <Box sx={{ color: 'text.secondary' }}>{home ?? 'no home'}</Box>
        {verdict !== 'eligible' && sentence}{' '}
        {place && (
          <Link component={RouterLink} to={place} underline="always">
            {of?.label}
          </Link>
        )}
      </Typography>
    </Box>
  );
}
