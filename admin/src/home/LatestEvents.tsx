import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { AuditEvent, ListAnswer } from '../answers.js';
import { request } from '../api.js';
import { SubjectLink } from '../audit/SubjectLink.js';
import { actionWords, actorName } from '../audit/words.js';
import { When } from '../fields/When.js';
import { HomeCard, HomeLine } from './HomeCard.js';

const shownEvents = 8;

/** Kept in the audit, but no news to colleagues: signing in, and looks at a CRM that come round every quarter of an hour. */
const noNews: ReadonlySet<string> = new Set(['user.signed_in', 'connection.run_started', 'connection.run_completed']);
const isNews = ({ action }: AuditEvent) => !noNews.has(action);

/** What colleagues did last, from the audit of the account. */
export function LatestEvents() {
  const { data } = useQuery({
    queryKey: ['imports', 'latest events'],
    queryFn: () => request<ListAnswer<AuditEvent>>('/audit?page=1&perPage=40&sort=at&order=DESC'),
  });
  const news = data?.data.filter(isNews).slice(0, shownEvents) ?? [];
  if (news.length === 0) return null;
  return (
    <HomeCard title="Latest">
      {news.map((event) => (
        <HomeLine key={event.seq}>
          <Typography sx={{ flex: '1 1 240px' }}>
            <b>{actorName(event)}</b> {actionWords(event.action)}
            {(event.subject?.kind === 'import' || event.subject?.kind === 'connection') && (
              <>
                {' · '}
                <SubjectLink event={event} />
              </>
            )}
          </Typography>
          <Box sx={{ fontSize: '0.875rem', color: 'text.secondary' }}>
            <When at={event.at} />
          </Box>
        </HomeLine>
      ))}
    </HomeCard>
  );
}
