import { TextField } from '@mui/material';
import { useState } from 'react';

interface NumberFieldProps {
  label: string;
  value: number | null;
  max: number;
  problem: string | undefined;
  help: string;
  onChange: (count: number | null) => void;
}

const read = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const fits = (count: number | null, max: number) =>
  count === null || (Number.isInteger(count) && count >= 0 && count <= max);

/** A whole number or nothing; what is neither stays as typed, with a sentence, and is not passed on. */
export function NumberField({ label, value, max, problem, help, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? '' : String(value));
  const isWrong = !fits(read(text), max);
  const sentence = isWrong ? `A whole number up to ${max.toLocaleString('en-US')}.` : problem;
  return (
    <TextField
      label={label}
      value={text}
      onChange={(event) => {
        setTyped(event.target.value);
        const count = read(event.target.value);
        if (fits(count, max)) onChange(count);
      }}
      onBlur={() => !isWrong && setTyped(null)}
      error={sentence !== undefined}
      helperText={sentence ?? help}
      slotProps={{ htmlInput: { inputMode: 'numeric' } }}
    />
  );
}
