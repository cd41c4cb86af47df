import { Box, Tab, Tabs, TextField } from '@mui/material';
import { useRef, useState } from 'react';
import type { TemplatePage } from '../../../../apps/api/mail-templates/mail-templates.schemas.js';
import type { Draft } from './useDraft.js';
import { VariableList } from './VariableList.js';

type Part = 'subject' | 'mjml' | 'text';

/** Subject, design and plain text of a mail, with the names it may use at hand: one press puts a name where the cursor was. */
export function TemplateEditor({ page, draft }: { page: TemplatePage; draft: Draft }) {
  const [tab, setTab] = useState<'mjml' | 'text'>('mjml');
  const inputs = useRef<Partial<Record<Part, HTMLInputElement | HTMLTextAreaElement | null>>>({});
  const [last, setLast] = useState<Part>('mjml');
  const issues = draft.preview.data?.issues ?? [];
  const problemAt = (part: string) =>
    issues
      .filter((issue) => issue.part === part)
      .map(({ sentence }) => sentence)
      .join(' ') || undefined;

  function insert(name: string) {
    const part = last === 'subject' ? 'subject' : tab;
    const input = inputs.current[part];
    const text = draft.draft[part];
    const at = input?.selectionStart ?? text.length;
    draft.change({ [part]: `${text.slice(0, at)}{{${name}}}${text.slice(input?.selectionEnd ?? at)}` });
    input?.focus();
  }

  const field = (part: Part, label: string, lines?: number) => {
    const problem = problemAt(part);
    return (
      <TextField
        label={label}
        value={draft.draft[part]}
        onChange={(event) => draft.change({ [part]: event.target.value })}
        onFocus={() => setLast(part)}
        inputRef={(element: HTMLInputElement | HTMLTextAreaElement | null) => {
          inputs.current[part] = element;
        }}
        error={problem !== undefined}
        helperText={problem}
        fullWidth
        {...(lines && {
          multiline: true,
          minRows: lines,
          maxRows: 28,
          slotProps: {
            htmlInput: {
              spellCheck: false,
              style: { fontFamily: 'ui-monospace, monospace', fontSize: 13, lineHeight: 1.5 },
            },
          },
        })}
      />
    );
  };

  return (
    <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      {field('subject', 'Subject')}
      <Box>
        <Tabs value={tab} onChange={(_event, chosen: 'mjml' | 'text') => setTab(chosen)} aria-label="Part of the mail">
          <Tab
            value="mjml"
            label={problemAt('mjml') ? 'Design ⚠' : 'Design'}
            id="part-mjml"
            aria-controls="part-panel"
          />
          <Tab
            value="text"
            label={problemAt('text') ? 'Plain text ⚠' : 'Plain text'}
            id="part-text"
            aria-controls="part-panel"
          />
        </Tabs>
        <Box role="tabpanel" id="part-panel" aria-labelledby={`part-${tab}`} sx={{ paddingTop: 2 }}>
          {tab === 'mjml' ? field('mjml', 'Design in MJML', 16) : field('text', 'Plain text', 16)}
        </Box>
      </Box>
      <VariableList
        variables={page.variables}
        fallbacks={draft.draft.fallbacks}
        problem={problemAt('fallbacks')}
        onInsert={insert}
        onFallback={(name, text) => draft.change({ fallbacks: withFallback(draft.draft.fallbacks, name, text) })}
      />
    </Box>
  );
}

/** An empty fallback is none; the platform's own stands in then. */
function withFallback(fallbacks: Record<string, string>, name: string, text: string): Record<string, string> {
  const { [name]: _, ...others } = fallbacks;
  return text === '' ? others : { ...others, [name]: text };
}
