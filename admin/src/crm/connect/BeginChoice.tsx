import { FormControl, FormControlLabel, FormLabel, Radio, RadioGroup } from '@mui/material';

export type Begin = 'now' | 'later';

/** Does everybody come in at once, or does the agent want to say first who and how? */
export function BeginChoice({ value, onChange }: { value: Begin; onChange: (begin: Begin) => void }) {
  return (
    <FormControl>
      <FormLabel id="begin" sx={{ fontSize: '0.875rem' }}>
        Once it is connected
      </FormLabel>
      <RadioGroup aria-labelledby="begin" value={value} onChange={(_event, chosen) => onChange(chosen as Begin)}>
        <FormControlLabel value="now" control={<Radio size="small" />} label="Begin at once: everybody comes in" />
        <FormControlLabel
          value="later"
          control={<Radio size="small" />}
          label="Set up first: choose who comes in and which fields; nothing is read until you start"
        />
      </RadioGroup>
    </FormControl>
  );
}
