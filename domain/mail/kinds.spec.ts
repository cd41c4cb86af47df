import { kindSpec, noticeKinds, templateKindNames } from './kinds.js';
import { fillMail } from './fill.js';
import { sampleValues } from './values.js';

describe.each(templateKindNames)('%s', (kind) => {
  const spec = kindSpec(kind);

  it('requires only what its mails know', () => {
    expect(spec.required.filter((variable) => !spec.variables.includes(variable))).toEqual([]);
    expect(new Set(spec.variables).size).toBe(spec.variables.length);
  });

  it('can be filled as nobody in particular', () => {
    const all = spec.variables.map((variable) => `{{${variable}}}`).join('\n');
    const template = { subject: spec.label, html: all, text: all, fallbacks: {} };
    expect(fillMail({ kind, template, values: sampleValues() }).text).not.toContain('{{');
  });
});

it('gives every commercial mail a way out, the sender’s postal address and “this isn’t me”', () => {
  const commercial = templateKindNames.map(kindSpec).filter(({ stream }) => stream === 'commercial');
  expect(commercial).toHaveLength(4);
  for (const { required } of commercial)
    expect(required).toEqual(expect.arrayContaining(['unsubscribeUrl', 'postalAddress', 'notMeUrl', 'claimUrl']));
});

it('counts what is owed to one person as a notice', () => {
  expect(noticeKinds).toContain('claim_code');
  expect(noticeKinds).not.toContain('invitation');
});
