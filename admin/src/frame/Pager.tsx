import NextIcon from '@mui/icons-material/ChevronRight';
import PreviousIcon from '@mui/icons-material/ChevronLeft';
import { Box, IconButton, Typography } from '@mui/material';
import { cappedCount, inFigures } from '../fields/numbers.js';
import type { ListAnswer } from '../answers.js';

interface PagerProps {
  list: ListAnswer<unknown>;
  page: number;
  perPage: number;
  onPage: (page: number) => void;
}

/** "26–50 of 1,000+" beside the arrows; nothing when one page holds them all. */
export function Pager({ list, page, perPage, onPage }: PagerProps) {
  if (page === 1 && !list.hasNextPage) return null;
  const first = (page - 1) * perPage + 1;
  const total = cappedCount(list);
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{
        display: 'flex',
        justifyContent: 'flex-end',
        alignItems: 'center',
        gap: 1,
        px: 2,
        py: 1,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Typography variant="body2" color="text.secondary">
        {inFigures(first)}–{inFigures(first + list.data.length - 1)}
        {total && ` of ${total}`}
      </Typography>
      <IconButton aria-label="Page before" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <PreviousIcon />
      </IconButton>
      <IconButton aria-label="Next page" disabled={!list.hasNextPage} onClick={() => onPage(page + 1)}>
        <NextIcon />
      </IconButton>
    </Box>
  );
}
