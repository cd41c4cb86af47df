import { Box, MenuItem, TextField } from '@mui/material';
import type { MappingChange } from '../api.js';
import { delimiters, encodings, quotes, withOwn } from '../format.js';
import type { ContactImport } from '../types.js';

interface FormatPickersProps {
  file: ContactImport['file'];
  /** How many first records are offered as header. */
  records: number;
  isBusy: boolean;
  onChange: (file: NonNullable<MappingChange['file']>) => void;
}

/** "Reads as": encoding, delimiter, quotes, header row. Each change is read anew at once. */
export function FormatPickers({ file, records, isBusy, onChange }: FormatPickersProps) {
  const headerRows = Array.from({ length: Math.max(records, file.headerRow ?? 0) }, (_, index) => {
    const value = String(index + 1);
    return { value, label: `header in row ${value}` };
  });
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr', lg: '7fr 5fr 5fr 5fr' } }}>
      <Picker
        label="Encoding"
        value={file.encoding}
        choices={withOwn(encodings, file.encoding)}
        isBusy={isBusy}
        onChange={(encoding) => onChange({ encoding })}
      />
      <Picker
        label="Delimiter"
        value={file.delimiter}
        choices={withOwn(delimiters, file.delimiter)}
        isBusy={isBusy}
        onChange={(delimiter) => onChange({ delimiter })}
      />
      <Picker
        label="Quotes"
        value={file.quote ?? ''}
        choices={withOwn(quotes, file.quote ?? '')}
        isBusy={isBusy}
        onChange={(quote) => onChange({ quote: quote === '' ? null : quote })}
      />
      <Picker
        label="Header row"
        value={String(file.headerRow ?? 'none')}
        choices={[{ value: 'none', label: 'no header' }, ...headerRows]}
        isBusy={isBusy}
        onChange={(row) => onChange({ headerRow: row === 'none' ? null : Number(row) })}
      />
    </Box>
  );
}

interface PickerProps {
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  isBusy: boolean;
  onChange: (value: string) => void;
}

const Picker = ({ label, value, choices, isBusy, onChange }: PickerProps) => (
  <TextField
    select
    label={label}
    value={value}
    disabled={isBusy}
    onChange={(event) => onChange(event.target.value)}
    slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
  >
    {choices.map((choice) => (
      <MenuItem key={choice.value} value={choice.value}>
        {choice.label}
      </MenuItem>
    ))}
  </TextField>
);
