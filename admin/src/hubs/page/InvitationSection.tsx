import { Alert, Box, Button, Link as MuiLink, Typography } from '@mui/material';
import { Link } from 'react-router';
import { StatusField } from '../../fields/StatusField.js';
import { useNow, When } from '../../fields/When.js';
import { Section } from '../../frame/Section.js';
import type { HubInFull, HubInvitation } from '../types.js';
import { invitedName, nextStepWords } from '../words.js';
import { AttemptList } from './AttemptList.js';
import { InvitationButtons } from './InvitationButtons.js';

/** Invitations of owner and co-owner, the newest first; those that ended stay as one line. */
export function InvitationSection({ hub }: { hub: HubInFull }) {
  const { invitations, state } = hub;
  const isNew = state === 'draft' || state === 'ready';
  return (
    <Section title={invitations.length > 1 ? 'Invitations' : 'Invitation'} isFlush>
      {invitations.length === 0 && (
        <Box sx={{ paddingInline: 2.5, paddingBlock: 1 }}>
          <Typography color="text.secondary">
            {isNew ? 'Nobody is invited yet.' : 'Nobody was invited from here.'}
          </Typography>
        </Box>
      )}
      {invitations.map((invitation) => (
        <OneInvitation key={invitation.id} invitation={invitation} canResend={state !== 'archived'} />
      ))}
      {state === 'ready' && invitations.length > 0 && (
        <Box sx={{ paddingInline: 2.5, paddingBlock: 1 }}>
          <Button component={Link} to={`/hubs/${hub.id}/message`} size="small">
            Invite anew
          </Button>
        </Box>
      )}
    </Section>
  );
}

/** What to do where the sentence of the mail server's answer does not say it. */
const mends: Partial<Record<string, string>> = {
  rejected: 'Why stands below, in the server’s words. Change the address, or resend it when the reason is gone.',
  gave_up: 'Change the address, or resend it.',
  unknown: 'Say below what became of it.',
};

function OneInvitation({ invitation, canResend }: { invitation: HubInvitation; canResend: boolean }) {
  const now = useNow();
  const { state, email, role, blocked, nextStep, attempts, via, campaign } = invitation;
  const isOpen = state === 'waiting';
  return (
    <Box
      component="article"
      aria-label={`Invitation to ${invitedName(invitation)}`}
      sx={{
        display: 'grid',
        gap: 1.25,
        paddingInline: 2.5,
        paddingTop: 0.5,
        paddingBottom: 1.5,
        '& + &': { borderTop: 1, borderColor: 'divider', paddingTop: 1.5 },
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center' }}>
        <StatusField of="invitation" state={state} {...(isOpen && blocked && { kind: 'person', label: 'Needs you' })} />
        <Typography sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {email}
          {role === 'co_owner' && ' (co-owner)'}
        </Typography>
      </Box>
      {isOpen && blocked ? (
        <Alert severity="warning">
          {blocked.sentence} {mends[blocked.code]}
        </Alert>
      ) : (
        isOpen && <Typography sx={{ fontWeight: 560 }}>{nextStepWords(nextStep, now, invitation.engine)}</Typography>
      )}
      <Typography variant="body2" color="text.secondary">
        <Told invitation={invitation} />
      </Typography>
      {campaign && (
        <Typography variant="body2" color="text.secondary">
          {invitation.firstSentAt ? 'Sent by' : 'Belongs to'} the campaign{' '}
          <MuiLink component={Link} to={`/campaigns/${campaign.id}`} underline="always">
            {campaign.name}
          </MuiLink>
        </Typography>
      )}
      {via === 'link' && attempts.length === 0 && isOpen && (
        <Typography variant="body2" color="text.secondary">
          The link is handed over by you; no mail goes out.
        </Typography>
      )}
      <AttemptList attempts={attempts} contactId={invitation.contactId} />
      {canResend && <InvitationButtons invitation={invitation} />}
    </Box>
  );
}

/** What has become of it, in one line. */
function Told({ invitation }: { invitation: HubInvitation }) {
  const { createdAt, sentBy, firstSentAt, state, claimedAt, revokedAt, revokedReason, expiresAt, rotatedAt } =
    invitation;
  return (
    <>
      Made <When at={createdAt} />
      {sentBy && ` by ${sentBy}`}
      {firstSentAt && (
        <>
          {' · first mail '}
          <When at={firstSentAt} />
        </>
      )}
      {rotatedAt && (
        <>
          {' · new link '}
          <When at={rotatedAt} />
        </>
      )}
      {state === 'waiting' && (
        <>
          {' · the link runs out '}
          <When at={expiresAt} />
        </>
      )}
      {claimedAt && (
        <>
          {' · claimed '}
          <When at={claimedAt} />
        </>
      )}
      {revokedAt && (
        <>
          {' · revoked '}
          <When at={revokedAt} />
          {revokedReason && `: “${revokedReason}”`}
        </>
      )}
      {state === 'expired' && (
        <>
          {' · ran out '}
          <When at={expiresAt} />
        </>
      )}
    </>
  );
}
