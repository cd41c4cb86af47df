import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState } from 'react';

export interface ShownMail {
  from: string;
  replyTo?: string | null;
  to: string;
  subject: string;
  html: string;
  text: string;
}

const widths = { desktop: '100%', phone: 375 } as const;
type Width = keyof typeof widths;

/** Links in a preview lead nowhere: they would open another window, which the sandbox does not allow. */
const inert = (html: string) =>
  /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`)
    : `<base target="_blank">${html}`;

/** The very mail: its head lines, then HTML or text, as wide as a desk or a phone. Its frame runs no script and leads nowhere. */
export function MailPreview({ mail, label = 'The mail' }: { mail: ShownMail; label?: string }) {
  const [form, setForm] = useState<'html' | 'text'>('html');
  const [width, setWidth] = useState<Width>('desktop');
  return (
    <Box component="section" aria-label={label} sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Choice
          label="Form of the mail"
          value={form}
          onChoose={setForm}
          choices={{ html: 'Mail', text: 'Plain text' }}
        />
        {form === 'html' && (
          <Choice label="Width" value={width} onChoose={setWidth} choices={{ desktop: 'Desktop', phone: 'Phone' }} />
        )}
      </Box>
      <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '12px', overflow: 'hidden' }}>
        <Head mail={mail} />
        {form === 'text' ? (
          <Box
            component="pre"
            tabIndex={0}
            aria-label="The mail as plain text"
            sx={{ m: 0, p: 2, maxHeight: 620, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {mail.text}
          </Box>
        ) : (
          <Box sx={{ display: 'flex', justifyContent: 'center', backgroundColor: 'background.default' }}>
            <Box
              component="iframe"
              title={`The mail “${mail.subject}” as it is read`}
              sandbox=""
              srcDoc={inert(mail.html)}
              sx={{ width: widths[width], maxWidth: '100%', height: 620, border: 0, backgroundColor: '#fff' }}
            />
          </Box>
        )}
      </Box>
    </Box>
  );
}

function Head({ mail }: { mail: ShownMail }) {
  const lines = [
    ['From', mail.from],
    ...(mail.replyTo ? [['Answers go to', mail.replyTo]] : []),
    ['To', mail.to],
    ['Subject', mail.subject],
  ];
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        px: 2,
        py: 1.5,
        display: 'grid',
        gridTemplateColumns: 'auto minmax(0, 1fr)',
        columnGap: 2,
        rowGap: 0.25,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      {lines.map(([name, value]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <Typography component="dt" variant="body2" color="text.secondary">
            {name}
          </Typography>
          <Typography component="dd" variant="body2" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            {value}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  choices: Record<Value, string>;
  onChoose: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, choices, onChoose }: ChoiceProps<Value>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      onChange={(_event, chosen: Value | null) => chosen && onChoose(chosen)}
    >
      {(Object.entries(choices) as [Value, string][]).map(([name, word]) => (
        <ToggleButton key={name} value={name} sx={{ textTransform: 'none', paddingInline: 1.5, minHeight: 32 }}>
          {word}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
