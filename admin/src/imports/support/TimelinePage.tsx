import { Button } from '@mui/material';
import { usePermissions } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import type { ContactImport } from '../types.js';
import { ImportTimeline } from './ImportTimeline.js';

/** `/imports/:id/timeline`. */
export function TimelinePage({ contactImport }: { contactImport: ContactImport }) {
  const { permissions } = usePermissions<string>();
  return (
    <>
      <ImportTimeline importId={contactImport.id} canTry={permissions === 'support' || permissions === 'admin'} />
      <div>
        <Button component={RouterLink} to={`/imports/${contactImport.id}`}>
          Back to the import
        </Button>
      </div>
    </>
  );
}
