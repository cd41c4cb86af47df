import { Box, Button, Card, Typography } from '@mui/material';
import UploadIcon from '@mui/icons-material/UploadFileOutlined';
import { Link } from 'react-router';

/** What a new account sees first. */
export function WayIn() {
  return (
    <Card
      sx={{
        display: 'flex',
        flexDirection: { xs: 'column', sm: 'row' },
        alignItems: { sm: 'center' },
        gap: 3,
        padding: { xs: 3, sm: 4 },
      }}
    >
      <UploadIcon aria-hidden sx={{ fontSize: 40, color: 'primary.main' }} />
      <Box sx={{ flex: 1 }}>
        <Typography variant="h2">Import from a .csv file</Typography>
        <Typography color="text.secondary">
          A spreadsheet, or an export of the program you used before. You see what will happen before anything is
          written, and you can undo it.
        </Typography>
      </Box>
      <Box sx={{ display: 'grid', gap: 1 }}>
        <Button component={Link} to="/imports" variant="contained" sx={{ minHeight: 44 }}>
          Import Contacts
        </Button>
        <Button component={Link} to="/contacts/create">
          Add one by hand
        </Button>
      </Box>
    </Card>
  );
}
