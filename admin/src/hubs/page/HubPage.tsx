import { Box, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { When } from '../../fields/When.js';
import { Page } from '../../frame/Page.js';
import { HubStatus } from '../HubTable.js';
import type { HubInFull } from '../types.js';
import { hubTitle, personName } from '../words.js';
import { AgentSection } from './AgentSection.js';
import { CorrectionsSection } from './CorrectionsSection.js';
import { HistorySection } from './HistorySection.js';
import { HomeownersSection } from './HomeownersSection.js';
import { HomeSection } from './HomeSection.js';
import { HubActions } from './HubActions.js';
import { HubNotices } from './HubNotices.js';
import { InvitationSection } from './InvitationSection.js';
import { NotesSection } from './NotesSection.js';
import { QuestionsSection } from './QuestionsSection.js';

/** A Hub: what waits for the agent first, then the invitation, the people, the home; at the right what happened. */
export function HubPage({ hub }: { hub: HubInFull }) {
  return (
    <Page
      title={hubTitle(hub)}
      lead={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.5, alignItems: 'center', mt: 0.5 }}>
          <HubStatus hub={hub} />
          <span>
            <Link component={RouterLink} to={`/contacts/${hub.contact.id}`} underline="always">
              {personName(hub.contact) || hub.contact.email || 'The contact'}
            </Link>
            {' · made '}
            <When at={hub.createdAt} />
            {hub.claimedAt && (
              <>
                {' · claimed '}
                <When at={hub.claimedAt} />
              </>
            )}
          </span>
        </Box>
      }
      actions={<HubActions hub={hub} />}
    >
      <HubNotices hub={hub} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          alignItems: 'start',
        }}
      >
        <Box sx={{ display: 'grid', gap: 2 }}>
          <QuestionsSection hub={hub} />
          <CorrectionsSection hub={hub} />
          <InvitationSection hub={hub} />
          <HomeownersSection hub={hub} />
          <HomeSection hub={hub} />
        </Box>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <AgentSection hub={hub} />
          <NotesSection hubId={hub.id} />
          <HistorySection hubId={hub.id} />
        </Box>
      </Box>
    </Page>
  );
}
