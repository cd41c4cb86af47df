import { Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { useMe } from '../../frame/useMe.js';
import { hubsApi } from '../api.js';
import type { InvitationInput } from '../types.js';

/** The mail as it is, to the agent alone; its links lead nowhere. */
export function TestMailButton({ hubId, words }: { hubId: string; words: InvitationInput }) {
  const me = useMe();
  const notify = useNotify();
  const sending = useMutation({
    mutationFn: () => hubsApi.test(hubId, words),
    onSuccess: () =>
      notify(`A test is on its way to ${me?.user.email ?? 'you'}. Its links lead nowhere.`, { type: 'success' }),
    onError: (problem) => notify(problem.message, { type: 'error', autoHideDuration: 10_000 }),
  });
  return (
    <Button disabled={sending.isPending} onClick={() => sending.mutate()}>
      Send me a test
    </Button>
  );
}
