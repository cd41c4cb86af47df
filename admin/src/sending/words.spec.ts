import { holdName, inPercent, isWorrying, withRate } from './words.js';

it('names what is held as a person would', () => {
  expect(holdName({ scope: 'platform', label: 'Everybody' })).toBe('Everybody');
  expect(holdName({ scope: 'account', label: 'Hillside Realty' })).toBe('Account Hillside Realty');
  expect(holdName({ scope: 'provider', label: 'google' })).toBe('Provider Gmail');
});

it('says rates in hundredths of a percent, and none where nothing was sent', () => {
  expect(inPercent(0.00123)).toBe('0.12 %');
  expect(inPercent(null)).toBe('–');
  expect(withRate(1200, 0.02)).toBe('1,200 · 2.00 %');
  expect(withRate(0, 0)).toBe('0');
});

it('warns from one complaint in a thousand and two bounces in a hundred on', () => {
  expect(isWorrying({ bounceRate: 0.0199, complaintRate: 0.0009 })).toEqual({ bounces: false, complaints: false });
  expect(isWorrying({ bounceRate: 0.02, complaintRate: 0.001 })).toEqual({ bounces: true, complaints: true });
});
