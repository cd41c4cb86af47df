import { doneSteps, nextOpenStep, openSteps } from './steps.js';

const contact = { id: '1', firstName: 'Anna', lastName: 'Bell', email: 'anna@example.com' };
const nobody = { ...contact, email: null };
const home = { street: '12 Elm St', unit: null, city: 'Boulder', state: 'CO', zip: null, country: null };

it('keeps the mail closed until there are a home and an address to send it to', () => {
  expect(openSteps({ state: 'draft', contact, home: null })).toEqual(['home', 'homeowners']);
  expect(openSteps({ state: 'ready', contact: nobody, home })).toEqual(['home', 'homeowners']);
  expect(openSteps({ state: 'ready', contact, home })).toContain('send');
});

it('closes the mail once the invitation is on its way, and everything once the Hub is put away', () => {
  for (const state of ['invited', 'claimed', 'paused'] as const)
    expect(openSteps({ state, contact, home })).toEqual(['home', 'homeowners']);
  expect(openSteps({ state: 'archived', contact, home })).toEqual([]);
});

it('goes on where something is missing', () => {
  expect(nextOpenStep({ state: 'draft', contact, home: null })).toBe('home');
  expect(nextOpenStep({ state: 'ready', contact: nobody, home })).toBe('homeowners');
  expect(nextOpenStep({ state: 'ready', contact, home })).toBe('message');
  expect(doneSteps({ state: 'ready', contact: nobody, home })).toEqual(['home']);
});
