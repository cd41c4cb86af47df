import { Autocomplete, TextField } from '@mui/material';
import type { Form } from './useForm.js';

const homes = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
];
const zones = [...homes, ...Intl.supportedValuesOf('timeZone').filter((zone) => !homes.includes(zone))];

/** The zone of the office, found by writing a part of its name. @param used the one that counts while none is chosen */
export function TimeZoneField({ form, used }: { form: Form; used: string }) {
  const problem = form.problemAt('timeZone');
  return (
    <Autocomplete
      options={zones}
      value={form.value('timeZone') || null}
      onChange={(_, zone) => form.set('timeZone', zone ?? '')}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Time zone"
          error={Boolean(problem)}
          helperText={
            problem ??
            `Mails of campaigns arrive by day where the home is. Where that cannot be told, by the clock here; without a choice by that of ${used}.`
          }
        />
      )}
    />
  );
}
