import UploadIcon from '@mui/icons-material/UploadFileOutlined';
import { Alert, Box, Button, Card, LinearProgress, Link, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useCallback, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { inBytes, inFigures } from '../fields/numbers.js';
import { fieldsKey, importsApi } from './api.js';
import { useTakeImport } from './useImport.js';
import { type UploadState, useUpload } from './useUpload.js';

const accepted = ['.csv', '.tsv', '.txt', '.xlsx'];

/** Megabytes of the limit as it is set: in powers of 1,024. */
const megabytes = (bytes: number) => `${inFigures(Math.floor(bytes / 1024 ** 2))} MB`;

/** The card "From a .csv file": drop zone, button, limits, and the upload while it runs. */
export function SelectFile() {
  const navigate = useNavigate();
  const take = useTakeImport();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const { data: catalogue } = useQuery({ queryKey: fieldsKey, queryFn: importsApi.fields, staleTime: 60_000 });
  const onUploaded = useCallback(
    async (uploaded: { uploadId: string; fileName: string }) => {
      const created = await importsApi.create(uploaded);
      take(created);
      void navigate(`/imports/${created.id}`);
    },
    [navigate, take],
  );
  const { state, start, pause, goOn, cancel, refuse } = useUpload({ onUploaded });
  const limits = catalogue?.limits;

  function select(files: FileList | null) {
    const file = files?.[0];
    if (!file) return;
    if (files.length > 1) return refuse('One file at a time: select a single file. Nothing was uploaded.');
    if (!accepted.some((ending) => file.name.toLowerCase().endsWith(ending)))
      return refuse(`“${file.name}” is not a CSV, TSV, TXT or XLSX file. Save it as CSV or XLSX and select it again.`);
    if (limits && file.size > limits.bytes)
      return refuse(
        `“${file.name}” is larger than ${megabytes(limits.bytes)}. Split it into several files; nothing was uploaded.`,
      );
    return void start(file);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    select(event.dataTransfer.files);
  }

  const isBusy = state.step !== 'idle' && state.step !== 'refused';
  return (
    <Card component="section" aria-labelledby="from-file" sx={{ p: 3, display: 'grid', gap: 2, alignContent: 'start' }}>
      <Box>
        <Typography id="from-file" variant="h2">
          From a .csv file
        </Typography>
        <Typography color="text.secondary" variant="body2">
          CSV, TSV, TXT or XLSX
          {limits &&
            ` · up to ${inFigures(limits.rows)} rows, ${megabytes(limits.bytes)}, ${inFigures(limits.columns)} columns`}
        </Typography>
      </Box>
      {isBusy ? (
        <Uploading state={state} onPause={pause} onGoOn={goOn} onCancel={cancel} />
      ) : (
        <Box
          onDragOver={(event) => {
            event.preventDefault();
            setIsOver(true);
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={drop}
          sx={{
            display: 'grid',
            justifyItems: 'center',
            gap: 1.5,
            py: 4,
            px: 2,
            border: '2px dashed',
            borderColor: isOver ? 'primary.main' : 'divider',
            borderRadius: 1,
            bgcolor: isOver ? 'action.hover' : 'transparent',
          }}
        >
          <UploadIcon aria-hidden sx={{ fontSize: 36, color: 'text.secondary' }} />
          <Typography sx={{ display: { xs: 'none', sm: 'block' } }}>Drop your file here, or</Typography>
          <Button variant="contained" onClick={() => input.current?.click()}>
            Select File
          </Button>
        </Box>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept={accepted.join(',')}
        aria-label="File with contacts"
        onChange={(event) => {
          select(event.target.files);
          event.target.value = '';
        }}
      />
      {state.step === 'refused' && <Alert severity="error">{state.sentence}</Alert>}
      <Typography variant="body2">
        New here? <Link href="/api/imports/sample.csv">Download a sample file</Link>
      </Typography>
    </Card>
  );
}

interface UploadingProps {
  state: UploadState;
  onPause: () => Promise<void>;
  onGoOn: () => void;
  onCancel: () => Promise<void>;
}

const uploadWords = {
  sending: 'Uploading',
  paused: 'Paused',
  waiting: 'The connection is lost. It goes on by itself when the line is back',
};

function Uploading({ state, onPause, onGoOn, onCancel }: UploadingProps) {
  if (state.step === 'reading')
    return (
      <Box role="status">
        <Typography>{state.file.name}: uploaded. Reading its first rows…</Typography>
        <LinearProgress aria-label="Reading the file" sx={{ mt: 1 }} />
      </Box>
    );
  if (state.step === 'idle' || state.step === 'refused') return null;
  const { file, sent, step } = state;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography role="status">
        {uploadWords[step]} · {file.name}
      </Typography>
      <LinearProgress
        aria-label="Upload"
        variant="determinate"
        value={file.size ? (100 * sent) / file.size : 0}
        color={step === 'sending' ? 'primary' : 'warning'}
      />
      <Typography variant="body2" color="text.secondary">
        {inBytes(sent)} of {inBytes(file.size)}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1 }}>
        {step === 'sending' && <Button onClick={() => void onPause()}>Pause</Button>}
        {step !== 'sending' && <Button onClick={onGoOn}>{step === 'paused' ? 'Go on' : 'Try now'}</Button>}
        <Button color="error" onClick={() => void onCancel()}>
          Cancel upload
        </Button>
      </Box>
    </Box>
  );
}
