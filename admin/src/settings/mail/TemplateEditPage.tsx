import { Alert, Box, Button, Card, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { TemplatePage } from '../../../../apps/api/mail-templates/mail-templates.schemas.js';
import { request } from '../../api.js';
import { ConfirmDialog } from '../../frame/ConfirmDialog.js';
import { Waiting } from '../../frame/Waiting.js';
import { LivePreview } from './LivePreview.js';
import { TemplateEditor } from './TemplateEditor.js';
import { useDraft } from './useDraft.js';
import { VersionList } from './VersionList.js';

/** One mail: written at the left, read at the right. */
export function TemplateEditPage() {
  const { kind = '' } = useParams();
  const { data, error } = useQuery({
    queryKey: ['mail-template', kind],
    queryFn: () => request<TemplatePage>(`/mail-templates/${kind}`),
    // What is being written is not replaced by what a colleague saves: saving tells.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data) return <Waiting>Fetching the mail.</Waiting>;
  return <Editing key={data.kind} page={data} />;
}

type Outcome = { severity: 'success' | 'error'; sentence: string } | null;

function Editing({ page }: { page: TemplatePage }) {
  const [contactId, setContactId] = useState<string | null>(null);
  const draft = useDraft(page, contactId);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isGivingUp, setIsGivingUp] = useState(false);
  const isBroken = (draft.preview.data?.issues.length ?? 0) > 0;

  async function run(work: () => Promise<string>) {
    setIsBusy(true);
    setOutcome(null);
    try {
      setOutcome({ severity: 'success', sentence: await work() });
    } catch (error) {
      setOutcome({ severity: 'error', sentence: (error as Error).message });
    } finally {
      setIsBusy(false);
    }
  }
  const save = () => run(async () => (await draft.save(), 'Saved. It is sent from now on.'));
  const test = () => run(async () => (await draft.test()).sentence);
  const use = (version: number) =>
    run(async () => (await draft.use(version), `Version ${version} is sent from now on.`));

  return (
    <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Button component={Link} to="/settings/mails" size="small">
          All mails
        </Button>
        <Typography color="text.secondary" sx={{ flex: '1 1 200px' }}>
          {page.about} {page.isOwn ? `You use your own, version ${page.version}.` : 'You use Porchlight’s.'}
        </Typography>
        <Button variant="outlined" disabled={isBusy || isBroken} onClick={() => void test()}>
          Send me a test
        </Button>
        <Button variant="contained" disabled={isBusy || isBroken || !draft.isChanged} onClick={() => void save()}>
          Save as new version
        </Button>
      </Box>
      {outcome && (
        <Alert severity={outcome.severity} role={outcome.severity === 'error' ? 'alert' : 'status'}>
          {outcome.sentence}
        </Alert>
      )}
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' } }}
      >
        <Card sx={{ padding: 2.5, minWidth: 0, alignSelf: 'start' }}>
          <TemplateEditor page={page} draft={draft} />
        </Card>
        <Card sx={{ padding: 2.5, minWidth: 0, alignSelf: 'start' }}>
          <LivePreview preview={draft.preview} contactId={contactId} onContact={setContactId} />
        </Card>
      </Box>
      <VersionList page={page} onUse={(version) => void use(version)} onGiveUp={() => setIsGivingUp(true)} />
      {isGivingUp && (
        <ConfirmDialog
          title="Use Porchlight’s mail again"
          verb="Use Porchlight’s"
          onConfirm={async () => {
            await run(async () => (await draft.giveUp(), 'Porchlight’s mail is sent from now on.'));
            setIsGivingUp(false);
          }}
          onClose={() => setIsGivingUp(false)}
        >
          Your versions go out of use. What was sent with them can still be shown.
        </ConfirmDialog>
      )}
    </Box>
  );
}
