import { Autocomplete, MenuItem, TextField } from '@mui/material';
import type { ContactValue, FieldOfContact } from './contact.js';
import { useFacets } from './verbs.js';

interface FieldInputProps {
  field: FieldOfContact;
  value: ContactValue;
  onChange: (value: ContactValue) => void;
  /** The server's sentence about this field. */
  problem?: string | undefined;
  isRequired?: boolean;
}

const inputTypes = { text: 'text', email: 'email', phone: 'tel', date: 'date', notes: 'text' } as const;

/** One field of a contact, as its kind is typed. */
export function FieldInput({ field, value, onChange, problem, isRequired = false }: FieldInputProps) {
  if (field.kind === 'tags') return <TagsInput field={field} value={value} onChange={onChange} problem={problem} />;
  if (field.kind === 'yesNo') return <YesNoInput field={field} value={value} onChange={onChange} problem={problem} />;
  return (
    <TextField
      label={isRequired ? `${field.label} (needed)` : field.label}
      name={field.name}
      type={inputTypes[field.kind]}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
      required={isRequired}
      error={problem !== undefined}
      helperText={problem}
      fullWidth
      multiline={field.kind === 'notes'}
      {...(field.kind === 'notes' && { minRows: 3 })}
      {...(field.kind === 'date' && { slotProps: { inputLabel: { shrink: true } } })}
    />
  );
}

function TagsInput({ field, value, onChange, problem }: FieldInputProps) {
  const { data } = useFacets();
  return (
    <Autocomplete
      multiple
      freeSolo
      options={(data?.tags ?? []).map(({ name }) => name)}
      value={Array.isArray(value) ? value : []}
      onChange={(_event, tags) => onChange(tags.map((tag) => tag.trim()).filter(Boolean))}
      renderInput={(parameters) => (
        <TextField
          {...parameters}
          label={field.label}
          error={problem !== undefined}
          helperText={problem ?? 'Type a tag and press Enter.'}
        />
      )}
    />
  );
}

/** Unsubscribed is always yes or no; consent may be unknown. */
function YesNoInput({ field, value, onChange, problem }: FieldInputProps) {
  return (
    <TextField
      select
      label={field.label}
      value={value === true ? 'yes' : value === false ? 'no' : ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value === 'yes')}
      error={problem !== undefined}
      helperText={problem}
      fullWidth
    >
      {field.name !== 'unsubscribed' && <MenuItem value="">Not known</MenuItem>}
      <MenuItem value="yes">Yes</MenuItem>
      <MenuItem value="no">No</MenuItem>
    </TextField>
  );
}
