import { Button, Chip } from '@mui/material';
import type { TemplatePage } from '../../../../apps/api/mail-templates/mail-templates.schemas.js';
import { When } from '../../fields/When.js';
import { Line, Lines, Section } from '../Lines.js';

interface VersionListProps {
  page: TemplatePage;
  onUse: (version: number) => void;
  onGiveUp: () => void;
}

/** Who wrote which version when; any of them can be sent again. */
export function VersionList({ page, onUse, onGiveUp }: VersionListProps) {
  return (
    <Section
      title="Versions"
      lead={
        page.isOwn
          ? 'Nothing is overwritten: every version stays, and mails tell with which one they were sent.'
          : 'Save a change, and your account has a mail of its own; Porchlight’s stays as it is.'
      }
      action={
        page.isOwn ? (
          <Button variant="outlined" color="error" onClick={onGiveUp}>
            Use Porchlight’s again…
          </Button>
        ) : null
      }
    >
      <Lines>
        {page.versions.map(({ version, subject, createdAt, createdBy, isCurrent }) => (
          <Line
            key={version}
            title={`Version ${version} · ${createdBy ?? 'Porchlight'}`}
            note={
              <>
                <When at={createdAt} /> · {subject}
              </>
            }
          >
            {isCurrent ? (
              <Chip size="small" color="success" variant="outlined" label="Sent now" />
            ) : (
              page.isOwn && (
                <Button size="small" aria-label={`Use version ${version}`} onClick={() => onUse(version)}>
                  Use this
                </Button>
              )
            )}
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
