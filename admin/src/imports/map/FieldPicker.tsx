import { Autocomplete, TextField } from '@mui/material';
import { memo } from 'react';
import type { FieldChoice } from '../types.js';

export type Choice =
  | FieldChoice
  | { field: null; label: string; group: string }
  | { field: 'new'; label: string; group: string; name: string };

export const groupNames: Record<string, string> = {
  person: 'Person',
  contact: 'E-mail and phone',
  property: 'Home',
  mailing: 'Mailing address',
  coOwner: 'Co-owner',
  consent: 'Consent',
  more: 'Tags, notes and more',
  custom: 'Your own fields',
};

const notImported: Choice = { field: null, label: 'Do not import', group: '' };

interface FieldPickerProps {
  label: string;
  value: FieldChoice | null;
  fields: readonly FieldChoice[];
  /** Fields that another column fills, with that column's name. */
  takenBy: ReadonlyMap<string, string>;
  /** Draws the question: nothing chosen yet, several fit. */
  isQuestion: boolean;
  describedBy?: string;
  onPick: (field: FieldChoice | null) => void;
  onCreate: (name: string) => void;
}

/** Finds a contact field by typing; grouped; a name that is no field can become one on the spot. */
export const FieldPicker = memo(function FieldPicker({
  label,
  value,
  fields,
  takenBy,
  isQuestion,
  describedBy,
  onPick,
  onCreate,
}: FieldPickerProps) {
  const choices: Choice[] = [notImported, ...fields];
  return (
    <Autocomplete<Choice, false, true>
      disableClearable
      autoHighlight
      openOnFocus={false}
      options={choices}
      slotProps={{ paper: { sx: { border: 1, borderColor: 'divider', boxShadow: 4 } } }}
      value={value ?? notImported}
      groupBy={({ group }) => groupNames[group] ?? group}
      getOptionKey={({ field, label: text }) => `${field}.${text}`}
      isOptionEqualToValue={(option, chosen) => option.field === chosen.field}
      filterOptions={(options, { inputValue, getOptionLabel }) => matching(options, inputValue, getOptionLabel)}
      onChange={(_, choice) => {
        if (choice.field === 'new' && 'name' in choice) onCreate(choice.name);
        else onPick(choice.field === null ? null : (choice as FieldChoice));
      }}
      renderOption={({ key, ...props }, option) => {
        const owner = option.field ? takenBy.get(option.field) : undefined;
        return (
          <li key={key} {...props}>
            <span>
              {option.label}
              {owner && <small style={{ opacity: 0.75 }}> · now filled by “{owner}”</small>}
            </span>
          </li>
        );
      }}
      renderInput={(params) => (
        <TextField
          {...params}
          color={isQuestion ? 'warning' : 'primary'}
          focused={isQuestion || undefined}
          slotProps={{ htmlInput: { ...params.inputProps, 'aria-label': label, 'aria-describedby': describedBy } }}
        />
      )}
    />
  );
});

/** Letters and digits alone count: "email" finds "E-mail". */
const bare = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Label contains the text; when no label is exactly it, the text itself is offered as a new field. */
function matching(options: Choice[], text: string, labelOf: (option: Choice) => string): Choice[] {
  const wanted = bare(text);
  if (wanted === '') return options;
  const found = options.filter((option) => bare(labelOf(option)).includes(wanted));
  const isExact = found.some((option) => bare(labelOf(option)) === wanted);
  if (isExact) return found;
  return [...found, { field: 'new', label: `New field “${text.trim()}”`, group: 'custom', name: text.trim() }];
}
