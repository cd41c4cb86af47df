import { Autocomplete, Box, Card, MenuItem, TextField, Typography } from '@mui/material';
import type { ContactImport, FieldChoice, ImportOptions, Mapping, OptionChanges } from '../types.js';
import { FieldExceptions } from './FieldExceptions.js';

type Choices<Key extends keyof ImportOptions> = readonly { value: ImportOptions[Key] & string; label: string }[];

const matchChoices: Choices<'match'> = [
  { value: 'email_then_phone', label: 'e-mail, then phone + last name' },
  { value: 'email', label: 'e-mail only' },
  { value: 'none', label: 'never: every row is a new contact' },
];
const modeChoices: Choices<'mode'> = [
  { value: 'both', label: 'add new, update known ones' },
  { value: 'create', label: 'only add new contacts' },
  { value: 'update', label: 'only update contacts I have' },
];
const mergeChoices: Choices<'merge'> = [
  { value: 'fill_blanks', label: 'fill in blanks, keep what is there' },
  { value: 'overwrite', label: 'take the file’s values' },
];
const dateChoices: Choices<'dateOrder'> = [
  { value: 'auto', label: 'decide by each column' },
  { value: 'mdy', label: 'month first (5/31/1980)' },
  { value: 'dmy', label: 'day first (31/5/1980)' },
];
const nameChoices: Choices<'nameOrder'> = [
  { value: 'first_last', label: 'First Last; a comma means Last, First' },
  { value: 'last_first', label: 'Last First' },
];

/** Kinds of file where day and month, or first and last name, can be in question. */
const hasDates = (mapping: Mapping) => Object.values(mapping).some((field) => /birthday|date/i.test(field ?? ''));
const hasFullName = (mapping: Mapping) => Object.values(mapping).some((field) => /fullname/i.test(field ?? ''));

interface OptionsProps {
  contactImport: ContactImport;
  fields: readonly FieldChoice[];
  onChange: (options: OptionChanges) => void;
}

/** How rows find the contacts you have, and what happens then. */
export function Options({ contactImport: { options, mapping }, fields, onChange }: OptionsProps) {
  return (
    <Card component="section" aria-labelledby="how" sx={{ p: { xs: 2, md: 3 }, display: 'grid', gap: 2 }}>
      <Typography id="how" variant="h2">
        How to import
      </Typography>
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(3, minmax(0, 1fr))' } }}
      >
        <Pick label="What to do" value={options.mode} choices={modeChoices} onChange={(mode) => onChange({ mode })} />
        <Pick
          label="Find a contact by"
          value={options.match}
          choices={matchChoices}
          onChange={(match) => onChange({ match })}
        />
        <Pick
          label="If a contact is already here"
          value={options.merge}
          choices={mergeChoices}
          onChange={(merge) => onChange({ merge })}
        />
        <Autocomplete<string, true, false, true>
          multiple
          freeSolo
          options={[]}
          value={options.addTags}
          onChange={(_, addTags) => onChange({ addTags: addTags.map((tag) => tag.trim()).filter(Boolean) })}
          renderInput={(params) => (
            <TextField {...params} label="Tags for everybody in this file" helperText="Press Enter after each tag" />
          )}
        />
        {hasDates(mapping) && (
          <Pick
            label="Dates such as 3/4/1980"
            value={options.dateOrder}
            choices={dateChoices}
            onChange={(dateOrder) => onChange({ dateOrder })}
          />
        )}
        {hasFullName(mapping) && (
          <Pick
            label="Full names are written"
            value={options.nameOrder}
            choices={nameChoices}
            onChange={(nameOrder) => onChange({ nameOrder })}
          />
        )}
      </Box>
      <Typography variant="body2" color="text.secondary">
        A blank cell never erases anything. Somebody who unsubscribed stays unsubscribed.
      </Typography>
      {options.mode !== 'create' && (
        <FieldExceptions options={options} mapping={mapping} fields={fields} onChange={onChange} />
      )}
    </Card>
  );
}

interface PickProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

function Pick<Value extends string>({ label, value, choices, onChange }: PickProps<Value>) {
  return (
    <TextField select fullWidth label={label} value={value} onChange={(event) => onChange(event.target.value as Value)}>
      {choices.map((choice) => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
