import { Box, FormControlLabel, MenuItem, Switch, TextField, Typography } from '@mui/material';
import { Section } from '../../frame/Section.js';
import type { Connection, Settings } from '../types.js';
import type { FieldName } from './draft.js';
import type { SettingsPartProps } from './SettingsTab.js';
import { policyMeans, policyWords } from './words.js';

type Policy = Settings['policy'];
const policies = Object.keys(policyMeans) as Policy[];

/** Whose word counts about a contact that is here already: for all fields, and for each where it differs. */
export function FieldPolicies({ connection, draft, onChange }: SettingsPartProps) {
  // That somebody has unsubscribed always counts: it is no matter of taste.
  const fields = connection.fields.filter(({ field }) => field !== 'unsubscribed');
  return (
    <Section title="Fields">
      <TextField
        select
        label="When the CRM and Porchlight differ"
        value={draft.policy}
        onChange={(event) => onChange({ policy: event.target.value as Policy })}
        helperText={policyMeans[draft.policy]}
        sx={{ maxWidth: 420, mt: 1 }}
      >
        {policies.map((policy) => (
          <MenuItem key={policy} value={policy}>
            {policyWords[policy]}
          </MenuItem>
        ))}
      </TextField>
      <Box>
        <FormControlLabel
          control={
            <Switch
              checked={draft.protectHandEdited}
              onChange={(_event, isOn) => onChange({ protectHandEdited: isOn })}
            />
          }
          label="Leave alone what somebody has written here by hand"
        />
        <Typography variant="body2" color="text.secondary">
          A blank in the CRM never erases anything here.
        </Typography>
      </Box>
      <Box
        component="ul"
        aria-label="Fields that come in"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          columnGap: 4,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(340px, 100%), 1fr))',
        }}
      >
        {fields.map((field) => (
          <FieldLine key={field.field} field={field} draft={draft} onChange={onChange} />
        ))}
      </Box>
    </Section>
  );
}

type FieldLineProps = Omit<SettingsPartProps, 'connection'> & { field: Connection['fields'][number] };

function FieldLine({ field: { field, label, isAlwaysIn }, draft, onChange }: FieldLineProps) {
  const own = draft.policyByField[field];
  const choose = (value: string) => {
    const { [field]: _old, ...rest } = draft.policyByField;
    onChange({
      policyByField: value === '' ? rest : ({ ...rest, [field]: value } as Record<FieldName, Policy | 'off'>),
    });
  };
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'space-between',
        gap: 2,
        py: 0.75,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Box
        component="span"
        sx={{ fontWeight: own ? 620 : 400, textDecoration: own === 'off' ? 'line-through' : 'none' }}
      >
        {label}
      </Box>
      <TextField
        select
        size="small"
        value={own ?? ''}
        onChange={(event) => choose(event.target.value)}
        slotProps={{ select: { native: true }, htmlInput: { 'aria-label': `${label}: whose word counts` } }}
        sx={{ width: 176, flex: 'none' }}
      >
        <option value="">As above</option>
        {[...policies, ...(isAlwaysIn ? [] : (['off'] as const))].map((policy) => (
          <option key={policy} value={policy}>
            {policyWords[policy]}
          </option>
        ))}
      </TextField>
    </Box>
  );
}
