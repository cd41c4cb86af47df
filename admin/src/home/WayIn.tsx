import { Box, Button, Card, Typography } from '@mui/material';
import type { SvgIconComponent } from '@mui/icons-material';
import CrmIcon from '@mui/icons-material/CloudSyncOutlined';
import UploadIcon from '@mui/icons-material/UploadFileOutlined';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** What a new account sees first: the two ways in, and the short one beside them. */
export function WayIn() {
  return (
    <Box
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' } }}
    >
      <Way
        icon={UploadIcon}
        title="Import from a .csv file"
        action={
          <>
            <Button component={Link} to="/imports" variant="contained" sx={{ minHeight: 44 }}>
              Import Contacts
            </Button>
            <Button component={Link} to="/contacts/create">
              Add one by hand
            </Button>
          </>
        }
      >
        A spreadsheet, or an export of the program you used before. You see what will happen before anything is written,
        and you can undo it.
      </Way>
      <Way
        icon={CrmIcon}
        title="Sync from your CRM"
        action={
          <Button component={Link} to="/connections" variant="outlined" sx={{ minHeight: 44 }}>
            Choose your CRM
          </Button>
        }
      >
        Connect it once. Your people come in, and what changes about them there follows by itself. Nothing in your CRM
        is changed.
      </Way>
    </Box>
  );
}

interface WayProps {
  icon: SvgIconComponent;
  title: string;
  action: ReactNode;
  children: ReactNode;
}

const Way = ({ icon: Icon, title, action, children }: WayProps) => (
  <Card
    sx={{ display: 'grid', gap: 1.5, alignContent: 'start', gridTemplateRows: 'auto 1fr auto', p: { xs: 3, sm: 4 } }}
  >
    <Icon aria-hidden sx={{ fontSize: 40, color: 'primary.main' }} />
    <Box>
      <Typography variant="h2">{title}</Typography>
      <Typography color="text.secondary">{children}</Typography>
    </Box>
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>{action}</Box>
  </Card>
);
