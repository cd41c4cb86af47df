import ErrorIcon from '@mui/icons-material/ErrorOutline';
import InfoIcon from '@mui/icons-material/InfoOutlined';
import WarningIcon from '@mui/icons-material/WarningAmberOutlined';
import { Box, Typography } from '@mui/material';

const looks = {
  error: { Icon: ErrorIcon, colour: 'error.main', word: 'Error' },
  warning: { Icon: WarningIcon, colour: 'warning.main', word: 'Warning' },
  info: { Icon: InfoIcon, colour: 'text.secondary', word: 'Note' },
} as const;

export interface ShownIssue {
  severity: keyof typeof looks;
  sentence: string;
  /** The better value, where one is likely. */
  suggestion?: string | undefined;
}

/** What is wrong with a row, in the server's words, with the better value where one is likely. */
export function IssueSentence({ issue }: { issue: ShownIssue }) {
  const { Icon, colour, word } = looks[issue.severity];
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
      <Icon titleAccess={word} sx={{ fontSize: 18, color: colour, mt: '2px' }} />
      <Typography variant="body2">
        {issue.sentence}
        {issue.suggestion && ` · perhaps ${issue.suggestion}`}
      </Typography>
    </Box>
  );
}
