import { Box, IconButton, MenuItem, Select, Typography } from '@mui/material';
import NextIcon from '@mui/icons-material/ChevronRight';
import PreviousIcon from '@mui/icons-material/ChevronLeft';
import { useListContext } from 'react-admin';
import { cappedCount, inFigures } from '../fields/numbers.js';

const sizes = [10, 25, 50, 100];

/** "26–50 of 1,000+", back and forth; knows no last page where counting would cost too much. */
export function Pages() {
  const { page, perPage, data, hasNextPage, setPage, setPerPage, meta, total } = useListContext();
  const shown = data?.length ?? 0;
  if (shown === 0) return null;
  const first = (page - 1) * perPage + 1;
  const count = cappedCount({ total: (meta as { total?: number } | undefined)?.total ?? total, ...meta });
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        justifyContent: 'flex-end',
        columnGap: 2,
        paddingInline: 2,
        paddingBlock: 1,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Typography
        component="label"
        variant="body2"
        color="text.secondary"
        sx={{ display: { xs: 'none', sm: 'flex' }, alignItems: 'center', gap: 1 }}
      >
        Rows
        <Select
          variant="standard"
          disableUnderline
          value={perPage}
          onChange={(event) => setPerPage(Number(event.target.value))}
          inputProps={{ 'aria-label': 'Rows a page' }}
          sx={{ fontSize: 'inherit' }}
        >
          {sizes.map((size) => (
            <MenuItem key={size} value={size}>
              {size}
            </MenuItem>
          ))}
        </Select>
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {inFigures(first)}–{inFigures(first + shown - 1)}
        {count && ` of ${count}`}
      </Typography>
      <Box>
        <IconButton aria-label="Page before" disabled={page <= 1} onClick={() => setPage(page - 1)}>
          <PreviousIcon />
        </IconButton>
        <IconButton aria-label="Next page" disabled={!hasNextPage} onClick={() => setPage(page + 1)}>
          <NextIcon />
        </IconButton>
      </Box>
    </Box>
  );
}
