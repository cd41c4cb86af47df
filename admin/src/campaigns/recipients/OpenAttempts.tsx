import { Alert, Box, Card } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ContactMail } from '../../../../apps/api/mail/mail.schemas.js';
import { request } from '../../api.js';
import { useMe } from '../../frame/useMe.js';
import { AttemptEvidence } from '../../mail/AttemptEvidence.js';

/** The mails to this person of which nobody knows, each with the button that settles it. */
export function OpenAttempts({ contactId }: { contactId: string }) {
  const isAgent = useMe()?.user.role === 'agent';
  const { data } = useQuery({
    queryKey: ['mail', 'of contact', contactId],
    queryFn: () => request<ContactMail>(`/contacts/${contactId}/mail?page=1&perPage=50`),
    enabled: isAgent,
  });
  const open = data?.data.filter(({ isOpen }) => isOpen) ?? [];
  return (
    <>
      <Alert severity="warning">
        Nobody knows whether this mail arrived: the line broke after it was handed over. It is not sent again by itself.
        The receiving server may still tell; else a person who knows says what became of it.
      </Alert>
      {open.length > 0 && (
        <Card component="section" aria-label="Settle">
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {open.map((attempt) => (
              <AttemptEvidence key={attempt.id} attempt={attempt} />
            ))}
          </Box>
        </Card>
      )}
    </>
  );
}
