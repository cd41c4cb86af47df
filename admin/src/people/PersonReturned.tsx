import { Link } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { Person } from '../../../apps/api/people/people.schemas.js';
import { When } from '../fields/When.js';
import { sourceWords } from '../inbound/words.js';
import { Part } from './PersonParts.js';

/** What came back from mails to the address, and what was done about it. */
export const PersonReturned = ({ person: { returned } }: { person: Person }) => (
  <Part
    title="What came back"
    heads={['When', 'By', 'What it says', 'In their words', 'What was done']}
    rows={returned.map(({ id, receivedAt, source, sentence, reply, outcomes, dismissed }) => ({
      id,
      cells: [
        <Link key="when" component={RouterLink} to={`/inbound-events/${id}`} underline="always">
          <When at={receivedAt} />
        </Link>,
        sourceWords[source],
        sentence,
        reply.text ?? reply.enhancedCode ?? '—',
        dismissed
          ? `Dismissed: ${dismissed.reason}`
          : outcomes.map((outcome) => outcome.sentence).join(' ') || 'Not yet looked at.',
      ],
    }))}
  />
);
