import { Alert, Box, Button, Card, LinearProgress, Link, Typography } from '@mui/material';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { counted, inFigures } from '../../fields/numbers.js';
import { When } from '../../fields/When.js';
import { Waiting } from '../../frame/Waiting.js';
import { importsApi, type MappingChange } from '../api.js';
import { encodings, isUnsure, labelOf } from '../format.js';
import type { ContactImport, FilePreview } from '../types.js';
import { useTakeImport } from '../useImport.js';
import { FormatPickers } from './FormatPickers.js';
import { PreviewTable } from './PreviewTable.js';
import { Warnings } from './Warnings.js';

/** Step 1: how the file is read, shown by its first rows; each choice re-reads it at once. */
export function FilePage({ contactImport }: { contactImport: ContactImport }) {
  const { id, file, confidence, columns, previousImport } = contactImport;
  const take = useTakeImport();
  const notify = useNotify();
  const { data: preview, error } = useQuery({
    queryKey: ['import', id, 'preview', file],
    queryFn: () => importsApi.preview(id),
    placeholderData: keepPreviousData,
  });
  const reread = useMutation({
    mutationFn: (change: MappingChange) => importsApi.saveMapping(id, change),
    onSuccess: take,
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  const change = (next: NonNullable<MappingChange['file']>) => reread.mutate({ file: next });
  return (
    <>
      {previousImport && (
        <Alert severity="warning">
          You imported this very file <When at={previousImport.createdAt} />
          {previousImport.rowCount !== null && ` (${counted(previousImport.rowCount, 'row')})`}.{' '}
          <Link component={RouterLink} to={`/imports/${previousImport.id}`}>
            Open that import
          </Link>
        </Alert>
      )}
      <Card component="section" aria-labelledby="reads-as" sx={{ p: 3, display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: 1 }}>
          <Typography id="reads-as" variant="h2">
            Reads as
          </Typography>
          <Typography>{sizeOf(contactImport)}</Typography>
        </Box>
        <FormatPickers
          file={file}
          records={preview?.records.length ?? 10}
          isBusy={reread.isPending}
          onChange={change}
        />
        {preview && isUnsure(confidence.encoding) && (
          <EncodingQuestion preview={preview} chosen={file.encoding} onChoose={(encoding) => change({ encoding })} />
        )}
        {isUnsure(confidence.delimiter) && (
          <Alert severity="warning">
            It is not certain what separates the columns. Look at the preview: is each value in its own column?
          </Alert>
        )}
        {isUnsure(confidence.header) && (
          <Alert severity="warning">
            {file.headerRow === null
              ? 'No row looks like a header. If one is, choose it above or point at it in the preview.'
              : `Row ${file.headerRow} may or may not be a header. Is it?`}
          </Alert>
        )}
      </Card>
      <Card component="section" aria-label="Preview">
        {reread.isPending && <LinearProgress aria-label="Reading the file again" />}
        {error && <Alert severity="error">{error.message}</Alert>}
        {!preview && !error && <Waiting>Reading the first rows…</Waiting>}
        {preview && (
          <PreviewTable
            preview={preview}
            headerRow={file.headerRow}
            onHeaderRow={(headerRow) => change({ headerRow })}
          />
        )}
      </Card>
      {preview && <Warnings warnings={preview.warnings} />}
      <Box sx={{ display: 'flex', justifyContent: 'flex-end' }}>
        <Button
          variant="contained"
          component={RouterLink}
          to={`/imports/${id}/map`}
          disabled={columns.length === 0 || reread.isPending}
        >
          Map fields
        </Button>
      </Box>
    </>
  );
}

function sizeOf({ rowCount, estimatedRows, columns }: ContactImport): string {
  const width = counted(columns.length, 'column');
  if (rowCount !== null) return `${counted(rowCount, 'row')} × ${width}`;
  return estimatedRows === null ? width : `about ${inFigures(estimatedRows)} rows × ${width}`;
}

interface EncodingQuestionProps {
  preview: FilePreview;
  chosen: string;
  onChoose: (encoding: string) => void;
}

/** Two encodings fit: the person is shown one telling word in each, and points at the right one. */
function EncodingQuestion({ preview, chosen, onChoose }: EncodingQuestionProps) {
  if (preview.encodings.length < 2) return null;
  return (
    <Alert severity="warning">
      Two encodings fit. Which is right?
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1 }}>
        {preview.encodings.map(({ encoding, sample }) => (
          <Button
            key={encoding}
            variant="outlined"
            color="inherit"
            aria-pressed={encoding === chosen}
            onClick={() => onChoose(encoding)}
            sx={{ fontWeight: encoding === chosen ? 700 : 400 }}
            title={labelOf(encodings, encoding)}
          >
            {sample}
          </Button>
        ))}
      </Box>
    </Alert>
  );
}
