import { Box, Card, Typography } from '@mui/material';
import { counted } from '../../fields/numbers.js';
import { RowList } from '../rows/RowList.js';
import type { ContactImport } from '../types.js';

/** Failed rows that wait for the account; masked until revealed. */
export const SupportRows = ({ contactImport }: { contactImport: ContactImport }) => (
  <Card component="section" aria-labelledby="open-rows">
    <Box sx={{ px: 3, py: 2 }}>
      <Typography id="open-rows" variant="h2" color="warning.main">
        {counted(contactImport.openFailed, 'row')} {contactImport.openFailed === 1 ? 'waits' : 'wait'} for the account
      </Typography>
    </Box>
    <RowList contactImport={contactImport} filter={{ open: true }} shows="outcome" empty="Nothing is open." />
  </Card>
);
