import { Alert, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useSearchParams } from 'react-router';
import { Section } from '../../frame/Section.js';
import { Waiting } from '../../frame/Waiting.js';
import { MailPreview } from '../../mail/MailPreview.js';
import type { Campaign } from '../types.js';
import { ChoosePerson } from './ChoosePerson.js';
import { usePreview, type Wave } from './usePreview.js';

const names = ['Invitation', 'First reminder', 'Second reminder'] as const;
const labels = ['The invitation', 'The first reminder', 'The second reminder'] as const;
const waves = [0, 1, 2] as const;

/** The very mails, as any of the recipients gets them: the invitation, and each reminder that there will be. */
export function MailSection({ campaign }: { campaign: Campaign }) {
  const [wave, setWave] = useWave(campaign);
  const { data: mail, error } = usePreview(campaign, wave);
  const hasNobody = campaign.candidateCount === 0;
  return (
    <Section title="The mail" aside={!hasNobody && <ChoosePerson campaign={campaign} />}>
      {hasNobody && campaign.state !== 'freezing' && (
        <Typography color="text.secondary">There is nobody to show it for.</Typography>
      )}
      {!hasNobody && campaign.settings.reminders > 0 && (
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Which mail"
          value={wave}
          onChange={(_event, chosen: Wave | null) => chosen !== null && setWave(chosen)}
          sx={{ flexWrap: 'wrap' }}
        >
          {waves.slice(0, 1 + campaign.settings.reminders).map((each) => (
            <ToggleButton key={each} value={each} sx={{ textTransform: 'none' }}>
              {names[each]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      {error && <Alert severity="error">{error.message}</Alert>}
      {!mail && !error && !hasNobody && <Waiting>Writing the mail.</Waiting>}
      {mail && mail.missing.length > 0 && (
        <Alert severity="warning">
          This person has no {mail.missing.join(' and no ')}, which the template cannot do without: their mail is not
          sent.
        </Alert>
      )}
      {mail && <MailPreview mail={mail} label={labels[wave]} />}
    </Section>
  );
}

/** Which mail is shown stands in the address, as the person does. */
function useWave({ settings }: Campaign): [Wave, (wave: Wave) => void] {
  const [search, setSearch] = useSearchParams();
  const asked = waves.find((wave) => String(wave) === search.get('mail')) ?? 0;
  const setWave = (wave: Wave) =>
    setSearch(
      (known) => {
        if (wave === 0) known.delete('mail');
        else known.set('mail', String(wave));
        return known;
      },
      { replace: true },
    );
  return [asked > settings.reminders ? 0 : asked, setWave];
}
