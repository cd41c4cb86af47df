import { ask, type Issue, json, page, preview, type Source, sourceOf } from './mail-templates.js';
import { as } from './platform/platform.js';

describe('a version is refused', () => {
  const broken: [string, (source: Source) => Partial<Source>, Partial<Issue>][] = [
    [
      'that names an unknown variable: it says which, where and what to use',
      ({ text }) => ({ text: `Dear {{first_name}},\n${text}` }),
      { part: 'text', line: 1, sentence: 'Line 1: {{first_name}} is not a variable. Use {{firstName}} instead.' },
    ],
    [
      'without its unsubscribe link',
      ({ mjml }) => ({ mjml: mjml.replaceAll('{{unsubscribeUrl}}', 'https://example.com/') }),
      { part: 'mjml', sentence: expect.stringContaining('href="{{unsubscribeUrl}}"') as unknown as string },
    ],
    [
      'whose postal address may be left out',
      ({ text }) => ({ text: text.replace('{{postalAddress}}', '{{#website}}{{postalAddress}}{{/website}}') }),
      { part: 'text', sentence: expect.stringContaining('outside of any part') as unknown as string },
    ],
    [
      'with a tag that MJML does not know, naming its line',
      ({ mjml }) => ({ mjml: mjml.replace('<mj-body', '<mj-foo></mj-foo>\n<mj-body') }),
      { part: 'mjml', sentence: expect.stringMatching(/^Line \d+: .*mj-foo/) as unknown as string },
    ],
    [
      'that is no MJML at all',
      () => ({ mjml: '<p>Hello {{agentName}}</p>' }),
      { part: 'mjml', sentence: expect.stringContaining('This is not MJML') as unknown as string },
    ],
    [
      'that reads files of ours',
      ({ mjml }) => ({ mjml: mjml.replace('<mj-body', '<mj-include path="/etc/passwd" /><mj-body') }),
      { part: 'mjml', sentence: expect.stringContaining('<mj-include> cannot be used') as unknown as string },
    ],
    [
      'with a script',
      ({ mjml }) => ({ mjml: mjml.replace('</mj-text>', '<script>1</script></mj-text>') }),
      { part: 'mjml', sentence: expect.stringContaining('<script>') as unknown as string },
    ],
    [
      'with a link that a name could bend',
      ({ mjml }) => ({ mjml: mjml.replace('</mj-text>', '<a href="https://{{firstName}}">x</a></mj-text>') }),
      { part: 'mjml', sentence: expect.stringContaining('A link is href=') as unknown as string },
    ],
    ['without a subject', () => ({ subject: ' ' }), { part: 'subject', sentence: 'The subject is empty.' }],
    [
      'with a fallback for a link',
      () => ({ fallbacks: { claimUrl: 'https://example.com' } }),
      { part: 'fallbacks', sentence: expect.stringContaining('cannot have a fallback') as unknown as string },
    ],
  ];

  it.each(broken)('%s', async (_, change, issue) => {
    const agent = await as('agent2');
    const before = await page(agent);
    const source = sourceOf(before);
    const draft = { ...source, ...change(source) };
    const { status, body } = await ask<{ code: string; issues: Issue[]; fields: Record<string, string> }>(
      agent,
      'mail-templates/invitation/versions',
      json(draft),
    );
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'wrong_template' });
    expect(body.issues).toEqual(expect.arrayContaining([expect.objectContaining(issue)]));
    expect(body.fields[issue.part ?? '']).toBeTruthy();
    expect((await preview(agent, { draft })).issues).toEqual(body.issues);
    expect(await page(agent)).toEqual(before);
  });
});
