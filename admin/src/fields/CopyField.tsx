import { Box, Button, Typography } from '@mui/material';
import CopyIcon from '@mui/icons-material/ContentCopyOutlined';
import DoneIcon from '@mui/icons-material/Check';
import { useEffect, useId, useRef, useState } from 'react';

const saidMs = 3000;

/** A link to hand on: shown whole, copied with one press. Where the browser refuses to copy, it is marked for Ctrl+C. */
export function CopyField({ value, label, isFilled = false }: { value: string; label: string; isFilled?: boolean }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const text = useRef<HTMLSpanElement>(null);
  const id = useId();
  useEffect(() => {
    if (copied !== 'yes') return undefined;
    const timer = setTimeout(() => setCopied('no'), saidMs);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopied('yes');
    } catch {
      if (text.current) window.getSelection()?.selectAllChildren(text.current);
      setCopied('refused');
    }
  }

  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Box
          component="span"
          ref={text}
          id={id}
          sx={{
            flex: '1 1 220px',
            minWidth: 0,
            paddingInline: 1.5,
            paddingBlock: 0.75,
            border: 1,
            borderColor: 'divider',
            borderRadius: '12px',
            fontSize: '0.875rem',
            overflowWrap: 'anywhere',
            backgroundColor: 'background.default',
          }}
        >
          {value}
        </Box>
        <Button
          variant={isFilled ? 'contained' : 'outlined'}
          startIcon={copied === 'yes' ? <DoneIcon /> : <CopyIcon />}
          aria-describedby={id}
          onClick={() => void copy()}
        >
          {copied === 'yes' ? 'Copied' : label}
        </Button>
      </Box>
      <Typography variant="body2" color="text.secondary" role="status">
        {copied === 'refused' && 'The browser does not let us copy. The link is marked: press Ctrl+C.'}
        {copied === 'yes' && 'The link is in your clipboard.'}
      </Typography>
    </Box>
  );
}
