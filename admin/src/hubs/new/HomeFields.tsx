import { Box, MenuItem, TextField, Typography } from '@mui/material';
import { fieldGrid, spanOf } from '../../contacts/GroupForm.js';
import { addressFields, detailFields, type FieldOfHome, type HomeInput, kindNames } from '../home.js';

interface HomeFieldsProps {
  values: HomeInput;
  /** Field → the server's sentence. */
  problems: Record<string, string>;
  onChange: (name: keyof HomeInput, value: string) => void;
}

/** The home as a form: where it stands, then what is known of it. */
export function HomeFields({ values, problems, onChange }: HomeFieldsProps) {
  const input = (field: FieldOfHome, isFirst: boolean) => (
    <Box key={field.name} sx={spanOf(field.span)}>
      <TextField
        fullWidth
        name={field.name}
        label={field.label}
        value={values[field.name]}
        autoFocus={isFirst}
        onChange={(event) => onChange(field.name, event.target.value)}
        error={problems[field.name] !== undefined}
        helperText={problems[field.name] ?? field.help}
        select={field.kind === 'choice'}
        type={field.kind === 'day' ? 'date' : 'text'}
        slotProps={{
          htmlInput: { ...(field.kind === 'number' && { inputMode: 'decimal' }), autoComplete: 'off' },
          ...(field.kind === 'day' && { inputLabel: { shrink: true } }),
        }}
      >
        {field.kind === 'choice' && [
          <MenuItem key="" value="">
            Not known
          </MenuItem>,
          ...Object.entries(kindNames).map(([value, name]) => (
            <MenuItem key={value} value={value}>
              {name}
            </MenuItem>
          )),
        ]}
      </TextField>
    </Box>
  );
  return (
    <>
      <FieldSet title="Address">{addressFields.map((field, index) => input(field, index === 0))}</FieldSet>
      <FieldSet title="Details" lead="As far as you know them. The homeowner can correct them later.">
        {detailFields.map((field) => input(field, false))}
      </FieldSet>
    </>
  );
}

function FieldSet({ title, lead, children }: { title: string; lead?: string; children: React.ReactNode }) {
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Typography component="legend" variant="h3" sx={{ p: 0, mb: lead ? 0 : 1.5 }}>
        {title}
      </Typography>
      {lead && (
        <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
          {lead}
        </Typography>
      )}
      <Box sx={fieldGrid}>{children}</Box>
    </Box>
  );
}
