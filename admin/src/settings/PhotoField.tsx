import { Alert, Box, Button, Typography } from '@mui/material';
import { type ChangeEvent, useRef, useState } from 'react';
import type { AgentProfile } from '../../../apps/api/sender/sender.schemas.js';
import { request } from '../api.js';
import { squarePhoto } from './square-photo.js';

/** Chooses, replaces and removes the photo; it is cut to a square here, so that any picture of a phone will do. */
export function PhotoField({
  profile,
  onChange,
}: {
  profile: AgentProfile;
  onChange: (changed: AgentProfile) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function change(work: () => Promise<AgentProfile>) {
    setIsBusy(true);
    setProblem(null);
    try {
      onChange(await work());
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setIsBusy(false);
    }
  }

  function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    void change(async () => {
      const body = new FormData();
      body.set('file', await squarePhoto(file), file.name);
      return request<AgentProfile>('/agent-profile/photo', { method: 'PUT', body });
    });
  }

  const remove = () => change(() => request<AgentProfile>('/agent-profile/photo', { method: 'DELETE' }));
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Button variant="outlined" disabled={isBusy} onClick={() => input.current?.click()}>
          {profile.photoUrl ? 'Replace photo' : 'Add a photo'}
        </Button>
        {profile.photoUrl && (
          <Button color="error" disabled={isBusy} onClick={() => void remove()}>
            Remove photo
          </Button>
        )}
        <Typography variant="body2" color="text.secondary">
          JPEG or PNG. Where and when it was taken is left out.
        </Typography>
      </Box>
      <input ref={input} type="file" hidden accept="image/jpeg,image/png" aria-label="Photo" onChange={choose} />
      {problem && <Alert severity="error">{problem}</Alert>}
    </Box>
  );
}
