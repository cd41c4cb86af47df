import { ConfirmDialog } from '../frame/ConfirmDialog.js';
import type { ContactImport } from './types.js';
import { useCommand } from './useCommand.js';
import { cancelSentence, cancelWords } from './words.js';

/** Says exactly what stays and what is not imported, then cancels. */
export function CancelDialog({ contactImport, onClose }: { contactImport: ContactImport; onClose: () => void }) {
  const { ask } = useCommand(contactImport.id);
  return (
    <ConfirmDialog
      title="Cancel this import"
      verb={cancelWords(contactImport)}
      onConfirm={async () => void (await ask({ command: 'cancel' }))}
      onClose={onClose}
    >
      {cancelSentence(contactImport)}
    </ConfirmDialog>
  );
}
