import { Box, Chip } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { inFigures } from '../../fields/numbers.js';
import { crmApi } from '../api.js';
import type { Connection, RecordProblem } from '../types.js';

/** So many are looked at for their causes; beyond that, how many of each is not said. */
const looked = 200;

interface Cause {
  code: string;
  sentence: string;
  count: number;
}

function causesOf(problems: RecordProblem[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const { issues } of problems)
    for (const { code, sentence, severity } of issues) {
      if (severity !== 'error') continue;
      const known = causes.get(code) ?? { code, sentence, count: 0 };
      causes.set(code, { ...known, count: known.count + 1 });
    }
  return [...causes.values()].toSorted((a, b) => b.count - a.count);
}

interface CausesProps {
  connection: Connection;
  issue: string | null;
  onChoose: (code: string | null) => void;
}

/** One chip a cause; pressed, the grid shows those alone. Nothing while there is but one. */
export function Causes({ connection: { id, openProblems }, issue, onChoose }: CausesProps) {
  const { data } = useQuery({
    queryKey: ['connection', id, 'causes', openProblems],
    queryFn: () => crmApi.problems(id, { page: 1, perPage: looked, filter: {} }),
  });
  const causes = causesOf(data?.data ?? []);
  if (causes.length < 2 && !issue) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }} role="group" aria-label="Causes">
      <Chip
        clickable
        label="All causes"
        aria-pressed={!issue}
        variant={issue ? 'outlined' : 'filled'}
        onClick={() => onChoose(null)}
      />
      {causes.map(({ code, sentence, count }) => (
        <Chip
          key={code}
          clickable
          label={data?.hasNextPage ? sentence : `${inFigures(count)} · ${sentence}`}
          aria-pressed={issue === code}
          variant={issue === code ? 'filled' : 'outlined'}
          onClick={() => onChoose(issue === code ? null : code)}
          sx={{ maxWidth: '100%' }}
        />
      ))}
    </Box>
  );
}
