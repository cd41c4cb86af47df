import { Box, Card, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { type ReactNode, useId } from 'react';
import type { Person, PersonHub, PersonInvitation } from '../../../apps/api/people/people.schemas.js';
import { When } from '../fields/When.js';
import { Why } from '../suppressions/SuppressionsPage.js';
import { scopeWords } from '../suppressions/words.js';

/** What accounts have to do with the address besides mail; parts without anything are left out. */
export const PersonParts = ({ person: { suppressions, contacts, hubs, invitations } }: { person: Person }) => (
  <>
    <Part
      title="Must not be mailed"
      heads={['Holds for', 'Why', 'Since', 'Until']}
      rows={suppressions.map((row) => ({
        id: row.id,
        cells: [
          scopeWords(row),
          <Why key="why" of={row} />,
          <When key="since" at={row.since} />,
          row.removed ? <When key="until" at={row.removed.at} /> : 'still holds',
        ],
      }))}
    />
    <Part
      title="Contacts"
      heads={['Account', 'Name', 'Marked as unsubscribed']}
      rows={contacts.map(({ id, accountName, name, isUnsubscribed }) => ({
        id,
        cells: [accountName, name, isUnsubscribed ? 'yes' : 'no'],
      }))}
    />
    <Part
      title="Hubs"
      heads={['Account', 'Home', 'State', 'As', 'Since']}
      rows={hubs.map((hub) => ({
        id: hub.id,
        cells: [hub.accountName, hub.home ?? '—', hub.state, parts[hub.part], <When key="since" at={hub.since} />],
      }))}
    />
    <Part
      title="Invitations"
      heads={['Account', 'Sent', 'By', 'State', 'Goes on']}
      rows={invitations.map((invitation) => ({
        id: invitation.id,
        cells: [
          invitation.accountName,
          <When key="sent" at={invitation.createdAt} />,
          invitation.sentBy ?? '—',
          invitation.state,
          <Next key="next" of={invitation} />,
        ],
      }))}
    />
  </>
);

const parts: Record<PersonHub['part'], string> = {
  contact: 'contact of the agent',
  owner: 'owner',
  co_owner: 'co-owner',
  left: 'has left',
};

function Next({ of: { nextActionAt, blockedSentence, endedAt } }: { of: PersonInvitation }) {
  if (blockedSentence) return <>{blockedSentence}</>;
  if (nextActionAt) return <When at={nextActionAt} />;
  return endedAt ? (
    <>
      ended <When at={endedAt} />
    </>
  ) : (
    <>by hand only</>
  );
}

interface PartProps {
  title: string;
  heads: string[];
  rows: { id: string; cells: ReactNode[] }[];
}

/** A table of one kind of thing, left out while there is none. */
export function Part({ title, heads, rows }: PartProps) {
  const titleId = useId();
  if (rows.length === 0) return null;
  return (
    <Card component="section" aria-labelledby={titleId}>
      <Typography id={titleId} variant="h2" sx={{ paddingInline: 2.5, paddingTop: 2 }}>
        {title}
      </Typography>
      <Box sx={{ overflowX: 'auto' }}>
        <Table size="small" aria-labelledby={titleId}>
          <TableHead>
            <TableRow>
              {heads.map((head) => (
                <TableCell key={head}>{head}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ id, cells }) => (
              <TableRow key={id}>
                {cells.map((cell, index) => (
                  <TableCell key={heads[index]}>{cell}</TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Card>
  );
}
