import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  IconButton,
  TextField,
  Typography,
} from '@mui/material';
import CloseIcon from '@mui/icons-material/Close';
import { useId, useState } from 'react';
import { useListContext, useNotify } from 'react-admin';
import { Link } from 'react-router';
import { newCampaignPath } from '../campaigns/audience.js';
import type { AudienceChoice } from '../campaigns/types.js';
import { cappedCount, counted, inFigures } from '../fields/numbers.js';
import { ConfirmDialog } from '../frame/ConfirmDialog.js';
import { ErasureWords } from './ErasureWords.js';
import { type BulkAction, type Selection, useBulk } from './verbs.js';

/** Whom Easy Invite is begun with: the ticked ones, or the search with all that it finds. */
const asAudience = (selection: Selection): AudienceChoice =>
  'ids' in selection
    ? { kind: 'contacts', contactIds: selection.ids }
    : { kind: 'filter', filter: selection.filter as Record<string, unknown> };

type Asking = 'addTag' | 'removeTag' | 'delete' | null;

/** What can be done with the ticked contacts, or with all that the search finds. */
export function BulkBar() {
  const { selectedIds, data, hasNextPage, meta, filterValues, onUnselectItems } = useListContext();
  const [isAll, setIsAll] = useState(false);
  const [asking, setAsking] = useState<Asking>(null);
  const bulk = useBulk();
  const notify = useNotify();
  if (selectedIds.length === 0) return null;

  const isWholePage = data !== undefined && data.every(({ id }) => selectedIds.includes(id));
  const all = cappedCount((meta ?? {}) as { total?: number; totalIsCapped?: boolean });
  const which = isAll
    ? `All ${all ?? ''} that match`.replace('  ', ' ')
    : `${counted(selectedIds.length, 'contact')} chosen`;
  const selection: Selection = isAll ? { filter: filterValues } : { ids: selectedIds.map(String) };
  const clear = () => {
    setIsAll(false);
    onUnselectItems();
  };

  async function run(action: BulkAction) {
    const { count } = await bulk.mutateAsync({ ...selection, ...action });
    notify(`${counted(count, 'contact')} ${action.action === 'delete' ? 'deleted' : 'changed'}.`, { type: 'success' });
    clear();
  }

  return (
    <Box
      role="toolbar"
      aria-label="Chosen contacts"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        paddingInline: 2,
        paddingBlock: 1,
        borderBottom: 1,
        borderColor: 'divider',
        backgroundColor: 'action.selected',
      }}
    >
      <IconButton size="small" aria-label="Choose none" onClick={clear}>
        <CloseIcon fontSize="small" />
      </IconButton>
      <Typography sx={{ fontWeight: 560 }}>{which}</Typography>
      {isWholePage && hasNextPage && !isAll && (
        <Button size="small" onClick={() => setIsAll(true)}>
          Choose all {all ?? ''} that match
        </Button>
      )}
      <Box sx={{ flex: 1 }} />
      <Button
        component={Link}
        to={newCampaignPath(asAudience(selection))}
        onClick={clear}
        size="small"
        variant="contained"
      >
        {isAll ? `Invite ${all ?? 'all'}…` : `Invite ${inFigures(selectedIds.length)}…`}
      </Button>
      <Button size="small" onClick={() => setAsking('addTag')}>
        Add tag…
      </Button>
      <Button size="small" onClick={() => setAsking('removeTag')}>
        Remove tag…
      </Button>
      <Button size="small" color="error" variant="outlined" onClick={() => setAsking('delete')}>
        Delete…
      </Button>
      {asking === 'delete' && (
        <ConfirmDialog
          title={`Delete ${isAll ? `all ${all ?? 'contacts'} that match` : counted(selectedIds.length, 'contact')}`}
          verb="Delete for good"
          onConfirm={() => run({ action: 'delete' })}
          onClose={() => setAsking(null)}
        >
          <ErasureWords />
        </ConfirmDialog>
      )}
      {(asking === 'addTag' || asking === 'removeTag') && (
        <TagDialog action={asking} onTag={(tag) => run({ action: asking, tag })} onClose={() => setAsking(null)} />
      )}
    </Box>
  );
}

function TagDialog({
  action,
  onTag,
  onClose,
}: {
  action: 'addTag' | 'removeTag';
  onTag: (tag: string) => Promise<void>;
  onClose: () => void;
}) {
  const [tag, setTag] = useState('');
  const [refusal, setRefusal] = useState('');
  const titleId = useId();
  const send = async () => {
    try {
      await onTag(tag.trim());
      onClose();
    } catch (error) {
      setRefusal((error as Error).message);
    }
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <DialogTitle id={titleId}>{action === 'addTag' ? 'Add a tag' : 'Remove a tag'}</DialogTitle>
        <DialogContent>
          <TextField
            label="Tag"
            value={tag}
            onChange={(event) => setTag(event.target.value)}
            autoFocus
            fullWidth
            required
            error={refusal !== ''}
            helperText={refusal}
            sx={{ marginTop: 1 }}
            slotProps={{ htmlInput: { maxLength: 60 } }}
          />
        </DialogContent>
        <DialogActions sx={{ padding: 2 }}>
          <Button onClick={onClose}>Go back</Button>
          <Button type="submit" variant="contained" disabled={tag.trim() === ''}>
            {action === 'addTag' ? 'Add tag' : 'Remove tag'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
