import { Link } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { AuditEvent } from '../answers.js';
import { subjectWords } from './words.js';

const pages: Record<string, string> = {
  import: '/imports',
  connection: '/connections',
  account: '/accounts',
  contact: '/contacts',
  campaign: '/campaigns',
  inbound_event: '/inbound-events',
};

/** The thing an event was about, with a link where it has a page that this role opens. */
export function SubjectLink({ event, except }: { event: AuditEvent; except?: readonly string[] }) {
  const words = subjectWords(event);
  const kind = event.subject?.kind ?? '';
  const page = except?.includes(kind) ? undefined : pages[kind];
  if (!page || !event.subject?.id || !/^\d+$/.test(event.subject.id)) return <>{words}</>;
  return (
    <Link underline="always" component={RouterLink} to={`${page}/${event.subject.id}`} sx={{ whiteSpace: 'nowrap' }}>
      {words}
    </Link>
  );
}
