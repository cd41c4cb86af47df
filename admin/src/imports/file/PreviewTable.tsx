import { Box, Link, Table, TableBody, TableCell, TableHead, TableRow, Tooltip, Typography } from '@mui/material';
import type { FilePreview, PreviewRecord } from '../types.js';

interface PreviewTableProps {
  preview: FilePreview;
  headerRow: number | null;
  /** Given where the header may be chosen by pointing at a line. */
  onHeaderRow?: (recordNumber: number) => void;
}

const roleWords: Record<PreviewRecord['role'], string> = { skipped: 'skipped', header: 'header', row: '' };
const looks = {
  skipped: { color: 'text.secondary', fontStyle: 'italic' },
  header: { fontWeight: 650, bgcolor: 'action.selected' },
  row: {},
} as const;

/** The first records as they are read: skipped lines grey, the header marked. */
export function PreviewTable({ preview, headerRow, onHeaderRow }: PreviewTableProps) {
  const width = Math.max(1, ...preview.records.map(({ cells }) => cells.length));
  return (
    <Box role="region" aria-label="First rows of the file" tabIndex={0} sx={{ overflowX: 'auto' }}>
      <Table size="small" sx={{ fontSize: '0.875rem' }}>
        <TableHead>
          <TableRow>
            <TableCell>Row</TableCell>
            {Array.from({ length: width }, (_, index) => (
              <TableCell key={index}>Column {index + 1}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {preview.records.map((record) => (
            <TableRow key={record.number} sx={looks[record.role]} data-role={record.role}>
              <TableCell sx={{ whiteSpace: 'nowrap', color: 'text.secondary' }}>
                {onHeaderRow && record.number !== headerRow ? (
                  <Tooltip title={`Row ${record.number} is the header`}>
                    <Link
                      component="button"
                      color="inherit"
                      aria-label={`Row ${record.number} is the header`}
                      onClick={() => onHeaderRow(record.number)}
                    >
                      {record.number}
                    </Link>
                  </Tooltip>
                ) : (
                  record.number
                )}{' '}
                <Typography component="span" variant="caption">
                  {roleWords[record.role]}
                </Typography>
              </TableCell>
              {Array.from({ length: width }, (_, index) => (
                <TableCell
                  key={index}
                  sx={{
                    font: 'inherit',
                    color: 'inherit',
                    maxWidth: 260,
                    overflow: 'hidden',
                    textOverflow: 'ellipsis',
                    whiteSpace: 'nowrap',
                  }}
                  title={record.cells[index]}
                >
                  {record.cells[index]}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
