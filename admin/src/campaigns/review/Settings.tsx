import {
  Box,
  FormControlLabel,
  MenuItem,
  Switch,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { Section } from '../../frame/Section.js';
import { dayName, durationWords, hourName, reminderWords } from '../words.js';
import { eligibleOf } from '../verdicts.js';
import { NumberField } from './NumberField.js';
import { StartField } from './StartField.js';
import type { Review } from './useReview.js';

const days = [1, 2, 3, 4, 5, 6, 7] as const;
const hours = Array.from({ length: 25 }, (_none, hour) => hour);
const pair = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
};

/** When mails arrive, how fast they leave, and how often one is reminded. */
export function WhenSettings({ review: { shown, set, problems } }: { review: Review }) {
  const { window, startAt, perHour, reminders } = shown.settings;
  const setWindow = (more: Partial<typeof window>) => set({ window: { ...window, ...more } });
  const duration = durationWords(eligibleOf(shown.verdicts), perHour);
  return (
    <Section title="When">
      <StartField startAt={startAt} problem={problems.startAt} onChange={(at) => set({ startAt: at })} />
      <Box>
        <ToggleButtonGroup
          size="small"
          aria-label="Days on which mails may arrive"
          value={window.days}
          onChange={(_event, chosen: number[]) => setWindow({ days: chosen.toSorted((one, other) => one - other) })}
          sx={{ flexWrap: 'wrap' }}
        >
          {days.map((day) => (
            <ToggleButton
              key={day}
              value={day}
              aria-label={dayName(day)}
              sx={{ textTransform: 'none', minWidth: { xs: 40, sm: 48 }, paddingInline: 0.5 }}
            >
              {dayName(day).slice(0, 3)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        {(window.days.length === 0 || problems['window.days']) && (
          <Typography variant="body2" color="error" role="alert" sx={{ mt: 0.5 }}>
            {problems['window.days'] ?? 'Choose at least one day.'}
          </Typography>
        )}
      </Box>
      <Box sx={pair}>
        <Hour
          label="From"
          value={window.fromHour}
          among={hours.slice(0, 24)}
          problem={problems['window.fromHour'] ?? problems.window}
          onChange={(fromHour) => setWindow({ fromHour })}
        />
        <Hour
          label="Until"
          value={window.toHour}
          among={hours.slice(1)}
          problem={problems['window.toHour']}
          onChange={(toHour) => setWindow({ toHour })}
        />
      </Box>
      <Typography variant="body2" color="text.secondary">
        In the time of each recipient’s home; without one, in your office’s. Nobody is mailed at night.
      </Typography>
      <Box sx={pair}>
        <NumberField
          label="At most, mails an hour"
          value={perHour}
          max={1_000_000}
          problem={problems.perHour}
          help={duration ?? 'Blank: as fast as your account may send.'}
          onChange={(count) => set({ perHour: count })}
        />
        <TextField
          select
          label="Reminders"
          value={reminders}
          onChange={(event) => set({ reminders: Number(event.target.value) as 0 | 1 | 2 })}
          error={problems.reminders !== undefined}
          helperText={problems.reminders ?? 'They stop at the claim, and when somebody unsubscribes.'}
        >
          {reminderWords.map((words, count) => (
            <MenuItem key={words} value={count}>
              {words}
            </MenuItem>
          ))}
        </TextField>
      </Box>
    </Section>
  );
}

interface HourProps {
  label: string;
  value: number;
  among: readonly number[];
  problem: string | undefined;
  onChange: (hour: number) => void;
}

const Hour = ({ label, value, among, problem, onChange }: HourProps) => (
  <TextField
    select
    label={label}
    value={value}
    onChange={(event) => onChange(Number(event.target.value))}
    error={problem !== undefined}
    helperText={problem}
    slotProps={{ select: { MenuProps: { slotProps: { paper: { sx: { maxHeight: 320 } } } } } }}
  >
    {among.map((hour) => (
      <MenuItem key={hour} value={hour}>
        {hourName(hour)}
      </MenuItem>
    ))}
  </TextField>
);

/** Who is left out besides those whom nobody may write to. */
export function LeftOutSettings({ review: { shown, set, problems } }: { review: Review }) {
  const { quietDays, withoutHome, withoutRoleAddresses, needsConsent } = shown.settings;
  return (
    <Section title="Left out">
      <Box sx={pair}>
        <NumberField
          label="Written to in the last … days"
          value={quietDays}
          max={365}
          problem={problems.quietDays}
          help="Whoever had an invitation or a campaign’s mail since; 0: nobody."
          onChange={(count) => set({ quietDays: count ?? 0 })}
        />
        <TextField
          select
          label="Contacts without a home address"
          value={withoutHome}
          onChange={(event) => set({ withoutHome: event.target.value as 'include' | 'exclude' })}
          error={problems.withoutHome !== undefined}
          helperText={problems.withoutHome ?? (withoutHome === 'include' ? 'The mail says “your home”.' : ' ')}
        >
          <MenuItem value="include">Invite them too</MenuItem>
          <MenuItem value="exclude">Leave them out</MenuItem>
        </TextField>
      </Box>
      <FormControlLabel
        control={
          <Switch checked={withoutRoleAddresses} onChange={(_event, isOn) => set({ withoutRoleAddresses: isOn })} />
        }
        label="Leave out addresses such as info@ and office@"
      />
      <FormControlLabel
        control={<Switch checked={needsConsent} onChange={(_event, isOn) => set({ needsConsent: isOn })} />}
        label="Only contacts with a recorded consent (the law asks for it in Canada and Europe)"
      />
    </Section>
  );
}
