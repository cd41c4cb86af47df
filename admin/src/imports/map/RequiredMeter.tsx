import MetIcon from '@mui/icons-material/CheckCircle';
import OpenIcon from '@mui/icons-material/RadioButtonUnchecked';
import { Box, Card, Link, Typography } from '@mui/material';
import { useState } from 'react';
import { counted } from '../../fields/numbers.js';
import { nameOf, requirements, unusedColumns } from '../mapping.js';
import type { ContactImport } from '../types.js';
import { share } from '../words.js';

const levelWords = { required: 'needed', recommended: 'recommended', optional: 'optional' } as const;

/** What a contact needs, always in sight; and which filled columns stay out. */
export function RequiredMeter({ contactImport: { mapping, columns } }: { contactImport: ContactImport }) {
  const [isOpen, setIsOpen] = useState(false);
  const unused = unusedColumns(mapping, columns);
  return (
    <Card sx={{ position: 'sticky', top: { xs: 56, md: 64 }, zIndex: 5, px: { xs: 2, md: 3 }, py: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 0.5, alignItems: 'center' }}>
        {requirements(mapping).map(({ label, level, isMet }) => (
          <Box key={label} sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
            {isMet ? (
              <MetIcon fontSize="small" color="success" aria-label="done" />
            ) : (
              <OpenIcon fontSize="small" color={level === 'required' ? 'warning' : 'disabled'} aria-label="open" />
            )}
            <Typography variant="body2" sx={{ fontWeight: level === 'required' ? 600 : 400 }}>
              {label}
              {!isMet && (
                <Box
                  component="span"
                  sx={{ color: level === 'required' ? 'warning.main' : 'text.secondary', fontWeight: 400 }}
                >
                  {' '}
                  {levelWords[level]}
                </Box>
              )}
            </Typography>
          </Box>
        ))}
        <Typography variant="body2" sx={{ ml: { md: 'auto' } }}>
          {unused.length === 0 ? (
            'Every filled column is used'
          ) : (
            <Link component="button" variant="body2" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
              {counted(unused.length, 'column')} not used
            </Link>
          )}
        </Typography>
      </Box>
      {isOpen && unused.length > 0 && (
        <Typography
          variant="body2"
          color="text.secondary"
          sx={{ mt: 1, maxHeight: 120, overflowY: 'auto' }}
          tabIndex={0}
        >
          Not imported: {unused.map((column) => `${nameOf(column)} (${share(column.filled)} filled)`).join(', ')}
        </Typography>
      )}
    </Card>
  );
}
