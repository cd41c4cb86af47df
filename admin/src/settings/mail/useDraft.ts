import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type {
  TemplateDraft,
  TemplatePage,
  TemplatePreview,
  TestMailAnswer,
} from '../../../../apps/api/mail-templates/mail-templates.schemas.js';
import { request } from '../../api.js';

const pauseMs = 500;

const sourceOf = ({ current: { subject, mjml, text, fallbacks } }: TemplatePage): TemplateDraft => ({
  subject,
  mjml,
  text,
  fallbacks,
});

/** What is written over a template, its preview a breath after each change, and the verbs that make it count. */
export function useDraft(page: TemplatePage, contactId: string | null) {
  const client = useQueryClient();
  const path = `/mail-templates/${page.kind}`;
  const [draft, setDraft] = useState<TemplateDraft>(() => sourceOf(page));
  const [basedOn, setBasedOn] = useState(page.version);
  const settled = useSettled(draft);
  const body = { draft: settled, ...(contactId && { contactId }) };
  const preview = useQuery({
    queryKey: ['template-preview', page.kind, body],
    queryFn: ({ signal }) => request<TemplatePreview>(`${path}/preview`, { method: 'POST', body, signal }),
    placeholderData: (before) => before,
  });

  /** The page as the server has it now becomes what is edited. */
  const take = (changed: TemplatePage) => {
    client.setQueryData(['mail-template', page.kind], changed);
    void client.invalidateQueries({ queryKey: ['mail-templates'] });
    setDraft(sourceOf(changed));
    setBasedOn(changed.version);
  };
  const ask = async (tail: string, method: 'POST' | 'DELETE', sent: unknown = {}) =>
    take(await request<TemplatePage>(`${path}${tail}`, { method, ...(method === 'POST' && { body: sent }) }));

  return {
    draft,
    change: (part: Partial<TemplateDraft>) => setDraft((before) => ({ ...before, ...part })),
    isChanged: JSON.stringify(draft) !== JSON.stringify(sourceOf(page)),
    preview,
    save: () => ask('/versions', 'POST', { ...draft, basedOn }),
    use: (version: number) => ask(`/versions/${version}/use`, 'POST'),
    giveUp: () => ask('', 'DELETE'),
    test: () =>
      request<TestMailAnswer>(`${path}/test`, { method: 'POST', body: { draft, ...(contactId && { contactId }) } }),
  };
}
export type Draft = ReturnType<typeof useDraft>;

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
