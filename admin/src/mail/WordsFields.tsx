import { TextField } from '@mui/material';

interface Words {
  subject: string | null;
  message: string | null;
}

interface WordsFieldsProps {
  words: Words;
  /** The subject that stands where none is given, once it is known. */
  usualSubject: string | undefined;
  onChange: (change: Partial<Words>) => void;
  problems: { subject?: string; message?: string };
  isFirst?: boolean;
  minRows: number;
}

/** What an agent writes into an invitation; the rest of the mail is the template's. */
export function WordsFields({ words, usualSubject, onChange, problems, isFirst = false, minRows }: WordsFieldsProps) {
  return (
    <>
      <TextField
        name="subject"
        label="Subject"
        value={words.subject ?? ''}
        autoFocus={isFirst}
        placeholder={words.subject === null ? usualSubject : undefined}
        onChange={(event) => onChange({ subject: event.target.value || null })}
        error={problems.subject !== undefined}
        helperText={problems.subject ?? 'Blank: the subject of your template.'}
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <TextField
        name="message"
        label="Your message"
        value={words.message ?? ''}
        multiline
        minRows={minRows}
        maxRows={16}
        onChange={(event) => onChange({ message: event.target.value || null })}
        error={problems.message !== undefined}
        helperText={
          problems.message ?? 'Stands between the greeting and the button. Blank: the words of your template.'
        }
      />
    </>
  );
}
