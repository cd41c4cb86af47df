import OpenIcon from '@mui/icons-material/OpenInNew';
import { Box, Link, Typography } from '@mui/material';
import type { Connector } from '../types.js';

/** The vendor's steps to the key, and the address of its settings. */
export function KeySteps({ connector: { label, keyHelp, isSandbox } }: { connector: Connector }) {
  if (!keyHelp) return null;
  return (
    <>
      <Box component="ol" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.75 }}>
        {keyHelp.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </Box>
      {keyHelp.url && (
        <Link
          href={keyHelp.url}
          target="_blank"
          rel="noreferrer"
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, justifySelf: 'start' }}
        >
          {isSandbox ? `Open the ${label}` : `Open the API settings of ${label}`}
          <OpenIcon titleAccess="in a new tab" sx={{ fontSize: 16 }} />
        </Link>
      )}
    </>
  );
}

/** "Where do I find my API key?", folded away where the field itself is what matters. */
export function KeyHelp({ connector }: { connector: Connector }) {
  if (!connector.keyHelp) return null;
  return (
    <Box component="details" sx={{ '& > summary': { cursor: 'pointer' } }}>
      <Typography component="summary" variant="body2" color="primary">
        Where do I find my API key?
      </Typography>
      <Box sx={{ display: 'grid', gap: 1, pt: 1, fontSize: '0.875rem' }}>
        <KeySteps connector={connector} />
      </Box>
    </Box>
  );
}
