import { Box, Button, Card, Typography } from '@mui/material';
import type { Person } from '../../../apps/api/people/people.schemas.js';
import { useMe } from '../frame/useMe.js';
import { AttemptEvidence } from '../mail/AttemptEvidence.js';

interface PersonMailProps {
  person: Person;
  page: number;
  onPage: (page: number) => void;
}

/** Each handing-over with its proof, latest first; who sent it stands above. Operations settle what nobody knows. */
export function PersonMail({ person: { attempts, hasMoreAttempts }, page, onPage }: PersonMailProps) {
  const canSettle = useMe()?.user.role === 'ops';
  return (
    <Card component="section" aria-labelledby="mails">
      <Typography id="mails" variant="h2" sx={{ paddingInline: 2.5, paddingTop: 2 }}>
        Mails
      </Typography>
      {attempts.length === 0 && (
        <Typography color="text.secondary" sx={{ padding: 2.5 }}>
          Nothing was mailed to this address.
        </Typography>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {attempts.map((attempt) => (
          <Box component="li" key={attempt.id} sx={{ '& + &': { borderTop: 1, borderColor: 'divider' } }}>
            <Typography variant="body2" color="text.secondary" sx={{ paddingInline: 2.5, paddingTop: 1.5 }}>
              {attempt.accountName}
            </Typography>
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              <AttemptEvidence attempt={attempt} canSettle={canSettle} />
            </Box>
          </Box>
        ))}
      </Box>
      {(page > 1 || hasMoreAttempts) && (
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1, padding: 1.5 }}>
          <Button disabled={page === 1} onClick={() => onPage(page - 1)}>
            Newer
          </Button>
          <Button disabled={!hasMoreAttempts} onClick={() => onPage(page + 1)}>
            Older
          </Button>
        </Box>
      )}
    </Card>
  );
}
