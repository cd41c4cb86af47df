import { Alert, Box, Button, TextField, Typography } from '@mui/material';
import type { TemplateVariable } from '../../../../apps/api/mail-templates/mail-templates.schemas.js';

interface VariableListProps {
  variables: TemplateVariable[];
  fallbacks: Record<string, string>;
  problem: string | undefined;
  onInsert: (name: string) => void;
  onFallback: (name: string, text: string) => void;
}

/** The names that a mail of this kind knows: what each stands for, and what is said to a person who has no such value. */
export function VariableList({ variables, fallbacks, problem, onInsert, onFallback }: VariableListProps) {
  return (
    <Box component="section" aria-label="Names you can use">
      <Typography variant="h3" component="h2" sx={{ fontWeight: 620, marginBottom: 0.5 }}>
        Names you can use
      </Typography>
      <Typography variant="body2" color="text.secondary" sx={{ marginBottom: 1 }}>
        Press one to put it where you were writing. A part between {'{{#agentPhone}}'} and {'{{/agentPhone}}'} is left
        out for who has none.
      </Typography>
      {problem && (
        <Alert severity="error" sx={{ marginBottom: 1 }}>
          {problem}
        </Alert>
      )}
      <Box
        component="ul"
        tabIndex={0}
        aria-label="All names"
        sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: 420, overflow: 'auto' }}
      >
        {variables.map((variable) => (
          <Box
            component="li"
            key={variable.name}
            sx={{
              display: 'grid',
              gridTemplateColumns: { xs: '1fr', sm: 'minmax(0, 1fr) 200px' },
              gap: 1,
              alignItems: 'center',
              paddingBlock: 0.75,
              borderTop: 1,
              borderColor: 'divider',
            }}
          >
            <Box sx={{ minWidth: 0 }}>
              <Button
                size="small"
                onClick={() => onInsert(variable.name)}
                sx={{ fontFamily: 'ui-monospace, monospace', px: 0.5, textTransform: 'none' }}
              >
                {`{{${variable.name}}}`}
              </Button>
              <Typography variant="body2" color="text.secondary">
                {variable.about}
                {variable.isRequired && ' · needed'}
              </Typography>
            </Box>
            {variable.type !== 'url' && variable.name !== 'code' && (
              <TextField
                size="small"
                label={`Without ${variable.name}`}
                placeholder={variable.fallback ?? 'not sent'}
                value={fallbacks[variable.name] ?? ''}
                onChange={(event) => onFallback(variable.name, event.target.value)}
                slotProps={{ inputLabel: { shrink: true } }}
              />
            )}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
