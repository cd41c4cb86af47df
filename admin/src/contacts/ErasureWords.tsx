import { Box } from '@mui/material';

/** What goes and what stays when contacts are deleted, before somebody does it. */
export const ErasureWords = () => (
  <>
    <strong>This goes, everywhere and for good:</strong>
    <Box component="ul" sx={{ margin: 0, marginBottom: 1, paddingLeft: 2.5 }}>
      <li>the contact with its history, and what a CRM has told of it</li>
      <li>its Hubs with questions, notes, invitations and links: nobody can open them any more</li>
      <li>its rows in imports, and the uploaded files of those imports</li>
      <li>the address in what was mailed</li>
    </Box>
    <strong>This stays:</strong>
    <Box component="ul" sx={{ margin: 0, paddingLeft: 2.5 }}>
      <li>figures, and the proof that something was mailed, without the address</li>
      <li>if the person unsubscribed: a fingerprint of the address, so that nobody mails it again</li>
    </Box>
  </>
);
