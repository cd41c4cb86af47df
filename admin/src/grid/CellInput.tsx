import { Button, InputBase } from '@mui/material';
import { useState } from 'react';
import type { ShownIssue } from './IssueSentence.js';

interface CellInputProps {
  label: string;
  value: string;
  /** What is wrong with this very cell. */
  issue: ShownIssue | undefined;
  isReadOnly: boolean;
  onSave: (text: string) => void;
}

/** A cell that can be typed over: Enter or leaving it saves, Escape takes the typing back. */
export function CellInput({ label, value, issue, isReadOnly, onSave }: CellInputProps) {
  const [text, setText] = useState<string | null>(null);
  const save = () => {
    if (text !== null && text !== value) onSave(text);
    setText(null);
  };
  return (
    <>
      <InputBase
        value={text ?? value}
        readOnly={isReadOnly}
        multiline={value.includes('\n')}
        onChange={(event) => setText(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setText(null);
        }}
        inputProps={{ 'aria-label': label, 'aria-invalid': issue !== undefined }}
        sx={{
          width: '100%',
          // As wide as what stands in it, where the browser can; the grid scrolls rather than cuts an address off.
          '& input': { fieldSizing: 'content', width: 'auto', minWidth: '100%', maxWidth: { xs: '100%', sm: 260 } },
          font: 'inherit',
          px: 1,
          borderRadius: 0.5,
          border: '1px solid',
          borderColor: issue ? 'warning.main' : 'transparent',
          '&:hover': { borderColor: issue ? 'warning.main' : 'divider' },
        }}
      />
      {issue?.suggestion && !isReadOnly && (
        <Button size="small" onClick={() => onSave(issue.suggestion ?? '')} sx={{ minHeight: 24, px: 1 }}>
          {issue.suggestion}?
        </Button>
      )}
    </>
  );
}
