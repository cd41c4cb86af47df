import { Box, Button, FormControlLabel, Checkbox, Typography } from '@mui/material';
import { useState } from 'react';
import { counted } from '../../fields/numbers.js';
import type { FieldChoice, ImportOptions, Mapping, MergeRule, OptionChanges } from '../types.js';

interface FieldExceptionsProps {
  options: ImportOptions;
  mapping: Mapping;
  fields: readonly FieldChoice[];
  onChange: (options: OptionChanges) => void;
}

const otherRule: Record<MergeRule, MergeRule> = { fill_blanks: 'overwrite', overwrite: 'fill_blanks' };
const question: Record<MergeRule, string> = {
  overwrite: 'These fields take the file’s value even where the contact has one:',
  fill_blanks: 'These fields keep what the contact has, and only fill blanks:',
};

/** Fields that do not follow the general rule for contacts that are already here. */
export function FieldExceptions({ options: { merge, mergeByField }, mapping, fields, onChange }: FieldExceptionsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const other = otherRule[merge];
  const mapped = fields.filter(({ field }) => Object.values(mapping).includes(field));
  const rules: Record<string, MergeRule | undefined> = mergeByField;
  const exceptions = mapped.filter(({ field }) => rules[field] === other);

  function toggle(field: string, isException: boolean) {
    const { [field]: _, ...rest } = rules;
    onChange({ mergeByField: { ...rest, ...(isException && { [field]: other }) } as Record<string, MergeRule> });
  }

  return (
    <Box>
      <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)} sx={{ ml: -1.5 }}>
        {exceptions.length > 0
          ? `${counted(exceptions.length, 'field')} with a rule of their own`
          : 'Other rule for some fields'}
      </Button>
      {isOpen && (
        <Box role="group" aria-label={question[other]}>
          <Typography variant="body2">{question[other]}</Typography>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
            {mapped.map(({ field, label }) => (
              <FormControlLabel
                key={field}
                label={label}
                control={
                  <Checkbox
                    size="small"
                    checked={rules[field] === other}
                    onChange={(_, checked) => toggle(field, checked)}
                  />
                }
              />
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
}
