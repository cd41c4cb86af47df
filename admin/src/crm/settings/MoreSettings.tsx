import {
  Autocomplete,
  FormControl,
  FormControlLabel,
  FormLabel,
  MenuItem,
  Radio,
  RadioGroup,
  TextField,
} from '@mui/material';
import { useId } from 'react';
import { Section } from '../../frame/Section.js';
import type { Settings } from '../types.js';
import type { SettingsPartProps } from './SettingsTab.js';
import { deletedWords, often, unsubscribedWords } from './words.js';

/** What a deletion and an unsubscribe there do here; tags for all; how often to look. */
export function MoreSettings({ connection: { label }, draft, onChange }: SettingsPartProps) {
  const known = often.some(([minutes]) => minutes === draft.everyMinutes);
  const choices = known ? often : [...often, [draft.everyMinutes, `Every ${draft.everyMinutes} minutes`] as const];
  return (
    <>
      <Section title="Deletions and unsubscribes">
        <Choice
          question={`When somebody is deleted at ${label}`}
          words={deletedWords}
          value={draft.deleted}
          onChange={(deleted) => onChange({ deleted })}
        />
        <Choice
          question={`Somebody new who has unsubscribed at ${label}`}
          words={unsubscribedWords}
          value={draft.unsubscribed}
          onChange={(unsubscribed) => onChange({ unsubscribed })}
        />
      </Section>
      <Section title="Tags and timing">
        <Autocomplete
          multiple
          freeSolo
          autoSelect
          options={[]}
          value={draft.addTags}
          onChange={(_event, tags) => onChange({ addTags: tags as Settings['addTags'] })}
          renderInput={(params) => (
            <TextField {...params} label="Tags that every contact gets" helperText="Type a tag and press Enter." />
          )}
        />
        <TextField
          select
          label={`Look at ${label}`}
          value={String(draft.everyMinutes)}
          onChange={(event) =>
            onChange({ everyMinutes: event.target.value === 'null' ? null : Number(event.target.value) })
          }
          sx={{ maxWidth: 420, mt: 1 }}
        >
          {choices.map(([minutes, words]) => (
            <MenuItem key={String(minutes)} value={String(minutes)}>
              {words}
            </MenuItem>
          ))}
        </TextField>
      </Section>
    </>
  );
}

interface ChoiceProps<Value extends string> {
  question: string;
  words: Record<Value, string>;
  value: Value;
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ question, words, value, onChange }: ChoiceProps<Value>) {
  const labelId = useId();
  return (
    <FormControl>
      <FormLabel id={labelId} sx={{ fontSize: '0.875rem' }}>
        {question}
      </FormLabel>
      <RadioGroup aria-labelledby={labelId} value={value} onChange={(_event, chosen) => onChange(chosen as Value)}>
        {(Object.keys(words) as Value[]).map((choice) => (
          <FormControlLabel key={choice} value={choice} control={<Radio size="small" />} label={words[choice]} />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
