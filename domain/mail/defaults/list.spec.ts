import { compileMjml } from '../../../integrations/mail/mjml.js';
import { checkSource, slotsWithoutFallback } from '../check-template.js';
import { fillMail } from '../fill.js';
import { kindSpec, templateKindNames } from '../kinds.js';
import { sampleValues } from '../values.js';
import { defaultTemplates } from './list.js';

it('brings along one template of every kind', () => {
  expect(defaultTemplates.map(({ kind }) => kind).toSorted()).toEqual(templateKindNames.toSorted());
});

describe.each(defaultTemplates)('our template $kind', (template) => {
  it('passes the checks that a template of anybody has to pass', () => {
    expect(checkSource(template)).toEqual([]);
    expect(slotsWithoutFallback(template)).toEqual([]);
  });

  it('can be mailed to somebody of whom nothing but the address is known', async () => {
    const { agentName, brokerage: _, lastName: __, firstName: ___, firstNames: ____, ...rest } = sampleValues();
    const bare = Object.fromEntries(
      Object.entries(rest).filter(([name]) => !name.startsWith('agent') && !name.startsWith('home')),
    );
    const values = { ...bare, agentName, agentFirstName: 'Maria', homeownerName: 'Somebody' };
    const html = await compileMjml(template.mjml);
    const filled = fillMail({ kind: template.kind, template: { ...template, html }, values });
    expect(filled.subject).not.toMatch(/[{}[\]]/);
    for (const body of [filled.html, filled.text]) expect(body).not.toMatch(/\{\{|\}\}|\[no /);
  });

  it('says the same links in HTML and text, and has one button at most', async () => {
    const html = await compileMjml(template.mjml);
    for (const variable of kindSpec(template.kind).required) {
      expect(html).toContain(`{{${variable}}}`);
      expect(template.text).toContain(`{{${variable}}}`);
    }
    expect(template.mjml.match(/<mj-button href/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(html).not.toMatch(/fonts\.googleapis|<script/);
  });
});
