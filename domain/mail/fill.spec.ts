import { fillMail, type MailToFill, MissingValues, missingValues, UnknownVariable } from './fill.js';
import { lastWholeDay, namesTogether, WrongValue } from './values.js';

const template = {
  subject: '{{agentName}} made a page for {{homeStreet}}',
  html: '<p>Hi {{firstName}},</p><p>{{message}}</p>{{#agentPhone}}<p>Call {{agentPhone}}</p>{{/agentPhone}}<a href="{{claimUrl}}">Open</a>',
  text: 'Hi {{firstName}},\n\n{{message}}\n\n{{#agentPhone}}Call {{agentPhone}}{{/agentPhone}}\n\n{{claimUrl}}',
  fallbacks: {},
};
const values = {
  firstName: 'Anna',
  agentName: 'Maria Alvarez',
  homeStreet: { street: '12 Elm St', unit: '4' },
  claimUrl: 'https://porchlight.example/i/abc',
};
const mail = (change: Partial<MailToFill> = {}): MailToFill => ({ kind: 'invitation', template, values, ...change });

describe('filling a template', () => {
  it('puts the values of the person into subject, HTML and text', () => {
    const { subject, html, text } = fillMail(mail());
    expect(subject).toBe('Maria Alvarez made a page for 12 Elm St, 4');
    expect(html).toContain('Hi Anna,');
    expect(html).toContain('href="https://porchlight.example/i/abc"');
    expect(text).toContain('https://porchlight.example/i/abc');
  });

  it('says something that fits everybody where a person has no value', () => {
    const filled = fillMail(
      mail({ values: { ...values, firstName: null, homeStreet: { street: null, city: 'Boulder' } } }),
    );
    expect(filled.subject).toBe('Maria Alvarez made a page for your home');
    expect(filled.text).toContain('Hi there,');
  });

  it('prefers the fallback of the template, even an empty one', () => {
    const own = { ...template, fallbacks: { firstName: 'neighbor', message: '' } };
    const { text } = fillMail(mail({ template: own, values: { ...values, firstName: ' ' } }));
    expect(text).toContain('Hi neighbor,');
    expect(text).not.toContain('private page');
  });

  it('leaves a section out, braces and all, where its value is missing', () => {
    expect(fillMail(mail()).html).not.toContain('Call');
    const { html, text } = fillMail(mail({ values: { ...values, agentPhone: '+1 303 555 0110' } }));
    expect(html).toContain('<p>Call +1 303 555 0110</p>');
    expect(text).toContain('Call +1 303 555 0110');
  });

  it('refuses a mail whose value is missing without a fallback, and names what is missing', () => {
    const poor = mail({ values: { firstName: 'Anna' } });
    expect(() => fillMail(poor)).toThrow(MissingValues);
    expect(missingValues(poor)).toEqual(['agentName', 'claimUrl']);
    expect(fillMail(poor, 'mark').subject).toBe('[no agentName] made a page for your home');
  });

  it('escapes what people are called, so that no name becomes markup, an attribute or another slot', () => {
    const firstName = `"><script>alert(1)</script>{{claimUrl}}`;
    const { html } = fillMail(mail({ values: { ...values, firstName } }));
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('"><');
    expect(html).not.toContain('{{');
  });

  it('lets no line break into the subject, from a name or from the agent', () => {
    const agentName = 'Maria\r\nBcc: all@example.com';
    const { subject } = fillMail(
      mail({ values: { ...values, agentName }, own: { subject: '{{agentName}}\n\u2028x' } }),
    );
    expect(subject).toBe('Maria Bcc: all@example.com x');
  });

  it('takes invisible and direction marks out of names', () => {
    const { text } = fillMail(mail({ values: { ...values, firstName: '\u202eannA\u200b' } }));
    expect(text).toContain('Hi annA,');
  });

  it('keeps the paragraphs of the agent’s own message and fills its slots', () => {
    const own = { subject: 'For {{firstName}}', message: 'Dear {{firstName}},\n1 < 2 & so on' };
    const { subject, html, text } = fillMail(mail({ own }));
    expect(subject).toBe('For Anna');
    expect(html).toContain('<p>Dear Anna,<br>1 &lt; 2 &amp; so on</p>');
    expect(text).toContain('Dear Anna,\n1 < 2 & so on');
  });

  it('names an unknown variable, its line and what to use instead', () => {
    const wrong = { ...template, text: 'Hi\n{{first_name}}' };
    expect(() => fillMail(mail({ template: wrong }))).toThrow(UnknownVariable);
    expect(() => fillMail(mail({ template: wrong }))).toThrow(
      'Line 2: {{first_name}} is not a variable. Use {{firstName}} instead.',
    );
  });

  it.each([
    ['{{code}}', 'does not exist in this mail (Invitation)'],
    ['{{unsubscribe_link}}', 'Use {{unsubscribeUrl}} instead'],
    ['{{agentNmae}}', 'Use {{agentName}} instead'],
    ['{{toString}}', 'is not a variable. It knows: firstName'],
    ['{{firstName', 'has no counterpart'],
    ['{{#agentPhone}}x', 'has no {{/agentPhone}}'],
    ['{{/agentPhone}}', 'did not begin'],
  ])('refuses %s', (text, sentence) => {
    expect(() => fillMail(mail({ template: { ...template, text } }))).toThrow(sentence);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '/i/abc'])('takes no link like %s', (claimUrl) => {
    const filling = () => fillMail(mail({ values: { ...values, claimUrl } }));
    expect(filling).toThrow(WrongValue);
  });
});

it('names both of a couple who share an address, and one name only once', () => {
  expect(namesTogether(['Anna', 'Ben'])).toBe('Anna and Ben');
  expect(namesTogether(['Anna', null])).toBe('Anna');
  expect(namesTogether(['Anna', 'Anna'])).toBe('Anna');
  expect(namesTogether([null, ' '])).toBeNull();
});

it('never says a day that is not yet over somewhere when a link ends', () => {
  expect(lastWholeDay(new Date('2026-12-24T11:59:00Z'))).toBe('Tuesday, December 22, 2026');
  expect(lastWholeDay(new Date('2026-12-24T12:00:00Z'))).toBe('Wednesday, December 23, 2026');
});
