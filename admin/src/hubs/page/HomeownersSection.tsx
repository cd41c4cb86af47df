import { Box, Button, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { When } from '../../fields/When.js';
import { Section } from '../../frame/Section.js';
import { hubsApi } from '../api.js';
import type { HubInFull, HubMember, HubPersonName } from '../types.js';
import { useHubVerb } from '../useHub.js';
import { personName } from '../words.js';

const left: Record<string, string> = {
  left: 'left',
  taken_back: 'said the claim was not theirs',
  deleted: 'had their data deleted',
  removed: 'was removed',
};

/** Homeowner and co-owner, and who of them has joined. */
export function HomeownersSection({ hub }: { hub: HubInFull }) {
  const { contact, coOwner, members, state } = hub;
  const of = (role: HubMember['role']) => members.find((member) => member.role === role && member.leftAt === null);
  const past = members.filter(({ leftAt }) => leftAt !== null);
  return (
    <Section
      title="Homeowners"
      isFlush
      aside={
        state !== 'archived' && (
          <Button component={RouterLink} to={`/hubs/${hub.id}/homeowners`} size="small" aria-label="Edit homeowners">
            Edit
          </Button>
        )
      }
    >
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        <Person
          person={contact}
          email={contact.email}
          role="Homeowner"
          to={`/contacts/${contact.id}`}
          member={of('owner')}
        />
        {coOwner && (
          <Person person={coOwner} email={coOwner.email} role="Co-owner" member={of('co_owner')}>
            <InviteCoOwner hub={hub} />
          </Person>
        )}
        {past.map((member) => (
          <Person key={member.id} person={member} email={member.email} role="Was here" member={member} />
        ))}
      </Box>
    </Section>
  );
}

interface PersonProps {
  person: HubPersonName;
  email: string | null;
  role: string;
  to?: string;
  member: HubMember | undefined;
  children?: React.ReactNode;
}

function Person({ person, email, role, to, member, children }: PersonProps) {
  const name = personName(person) || email || 'No name';
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        paddingInline: 2.5,
        paddingBlock: 1,
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Box sx={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {to ? (
          <Link component={RouterLink} to={to} sx={{ fontWeight: 560 }}>
            {name}
          </Link>
        ) : (
          <Box component="span" sx={{ fontWeight: 560 }}>
            {name}
          </Box>
        )}
        <Typography variant="body2" color="text.secondary">
          {role} · {email ?? 'no e-mail'}
          {member && !member.leftAt && (
            <>
              {' · joined '}
              <When at={member.joinedAt} />
            </>
          )}
          {member?.leftAt && (
            <>
              {` · ${left[member.leftReason ?? 'left'] ?? 'left'} `}
              <When at={member.leftAt} />
            </>
          )}
        </Typography>
      </Box>
      {children}
    </Box>
  );
}

/** A co-owner is invited once there is somebody to share the Hub with. */
function InviteCoOwner({ hub }: { hub: HubInFull }) {
  const { run, isRunning } = useHubVerb();
  const { coOwner, members, invitations, state } = hub;
  const isMember = members.some(({ role, leftAt }) => role === 'co_owner' && leftAt === null);
  const isInvited = invitations.some((invitation) => invitation.role === 'co_owner' && invitation.state === 'waiting');
  if (state !== 'claimed' || isMember || isInvited || !coOwner?.email) return null;
  return (
    <Button
      size="small"
      variant="outlined"
      disabled={isRunning}
      onClick={() =>
        run({
          verb: () => hubsApi.invite(hub.id, { role: 'co_owner', via: 'mail', reminders: 2 }),
          done: 'The invitation to the co-owner is on its way.',
        })
      }
    >
      Invite co-owner
    </Button>
  );
}
