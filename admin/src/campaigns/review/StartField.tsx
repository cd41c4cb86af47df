import { FormControlLabel, Radio, RadioGroup, TextField } from '@mui/material';

const twoDigits = (part: number) => String(part).padStart(2, '0');

/** ISO 8601 → what a date and time field shows, in the viewer's zone. */
export function localTime(at: Date): string {
  const day = [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-');
  return `${day}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

/** Nine in the morning of the day after. */
function tomorrow(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9);
}

interface StartFieldProps {
  startAt: string | null;
  problem: string | undefined;
  onChange: (at: string | null) => void;
}

/** At once, or not before a moment of the viewer's clock. */
export function StartField({ startAt, problem, onChange }: StartFieldProps) {
  return (
    <div>
      <RadioGroup
        row
        aria-label="Start"
        value={startAt === null ? 'now' : 'later'}
        onChange={(_event, choice) => onChange(choice === 'now' ? null : tomorrow(new Date()).toISOString())}
      >
        <FormControlLabel value="now" control={<Radio />} label="As soon as you approve it" />
        <FormControlLabel value="later" control={<Radio />} label="Not before" />
      </RadioGroup>
      {startAt !== null && (
        <TextField
          type="datetime-local"
          label="Not before"
          value={localTime(new Date(startAt))}
          onChange={(event) => event.target.value && onChange(new Date(event.target.value).toISOString())}
          error={problem !== undefined}
          helperText={problem ?? 'Your time. Recipients elsewhere wait for their own morning.'}
          sx={{ mt: 1, width: { xs: '100%', sm: 280 } }}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      )}
    </div>
  );
}
