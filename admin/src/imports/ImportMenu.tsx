import MoreIcon from '@mui/icons-material/MoreHoriz';
import { IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePermissions } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { counted } from '../fields/numbers.js';
import { When } from '../fields/When.js';
import { ConfirmDialog } from '../frame/ConfirmDialog.js';
import { ReasonDialog } from '../frame/ReasonDialog.js';
import { importsApi } from './api.js';
import { CancelDialog } from './CancelDialog.js';
import type { ContactImport } from './types.js';
import { useCommand } from './useCommand.js';

/** The rarer verbs of an import: Undo import…, All rows, Timeline, Audit, Close. */
export function ImportMenu({ contactImport }: { contactImport: ContactImport }) {
  const { id, commands } = contactImport;
  const { permissions } = usePermissions<string>();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'undo' | 'close' | 'cancel' | null>(null);
  const close = () => setAnchor(null);
  const open = (next: 'undo' | 'close' | 'cancel') => {
    close();
    setDialog(next);
  };
  return (
    <>
      <Tooltip title="More">
        <IconButton
          aria-label="More about this import"
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <MoreIcon />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        {contactImport.rowCount !== null && (
          <MenuItem component={RouterLink} to={`/imports/${id}/rows`} onClick={close}>
            All rows
          </MenuItem>
        )}
        <MenuItem component={RouterLink} to={`/imports/${id}/timeline`} onClick={close}>
          Timeline
        </MenuItem>
        {permissions !== 'agent' && (
          <MenuItem component={RouterLink} to={auditOf(id)} onClick={close}>
            Audit
          </MenuItem>
        )}
        {commands.includes('undo') && <MenuItem onClick={() => open('undo')}>Undo import…</MenuItem>}
        {commands.includes('cancel') && permissions === 'agent' && (
          <MenuItem onClick={() => open('cancel')}>Cancel import…</MenuItem>
        )}
        {commands.includes('close') && <MenuItem onClick={() => open('close')}>Close…</MenuItem>}
      </Menu>
      {dialog === 'undo' && <UndoDialog contactImport={contactImport} onClose={() => setDialog(null)} />}
      {dialog === 'cancel' && <CancelDialog contactImport={contactImport} onClose={() => setDialog(null)} />}
      {dialog === 'close' && <CloseDialog contactImport={contactImport} onClose={() => setDialog(null)} />}
    </>
  );
}

const auditOf = (importId: string) =>
  `/audit?filter=${encodeURIComponent(JSON.stringify({ subjectKind: 'import', subjectId: importId }))}`;

interface DialogProps {
  contactImport: ContactImport;
  onClose: () => void;
}

function UndoDialog({ contactImport: { id, undoUntil }, onClose }: DialogProps) {
  const { ask } = useCommand(id);
  const { data: preview, error } = useQuery({
    queryKey: ['import', id, 'undo'],
    queryFn: () => importsApi.undoPreview(id),
    gcTime: 0,
  });
  return (
    <ConfirmDialog
      title="Undo this import"
      verb={preview ? `Undo · ${counted(preview.reversed, 'contact')} go back` : 'Undo'}
      onConfirm={async () => void (await ask({ command: 'undo' }))}
      onClose={onClose}
    >
      {error && error.message}
      {!preview && !error && 'Counting what can be taken back…'}
      {preview && (
        <ul>
          <li>{counted(preview.reversed, 'contact')}: taken back to what they were, new ones deleted</li>
          <li>{counted(preview.kept, 'contact')}: kept, because somebody changed them since</li>
          <li>{counted(preview.couldNot, 'contact')}: cannot be taken back</li>
        </ul>
      )}
      {undoUntil && (
        <>
          Possible until <When at={undoUntil} />.
        </>
      )}
    </ConfirmDialog>
  );
}

function CloseDialog({ contactImport: { id, openFailed }, onClose }: DialogProps) {
  const { ask } = useCommand(id);
  const close = async (reason?: string) => void (await ask({ command: 'close', ...(reason && { body: { reason } }) }));
  if (openFailed === 0)
    return (
      <ConfirmDialog
        title="Close this import"
        verb="Close"
        isDangerous={false}
        onConfirm={() => close()}
        onClose={onClose}
      >
        Nothing is open. Its contacts stay; it can no longer be undone.
      </ConfirmDialog>
    );
  return (
    <ReasonDialog
      title="Close with rows open"
      verb={`Close · ${counted(openFailed, 'row')} left out`}
      isDangerous
      onReason={close}
      onClose={onClose}
    >
      {`${counted(openFailed, 'row')} could not be imported and will stay out. What is in stays in.`}
    </ReasonDialog>
  );
}
