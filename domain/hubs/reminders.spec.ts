import { assertInvitationCommand, invitationCommandsNow, type InvitationStanding } from './commands.js';
import { nextReminder, nextWaveAt } from './reminders.js';
import { WrongHubState } from './states.js';

const day = 86_400_000;
const sent = new Date('2026-03-01T10:00:00Z');
const after = (days: number) => new Date(sent.getTime() + days * day);
const expiresAt = after(30);

describe('the plan of reminders', () => {
  it('sends the first three days after the invitation and the second a week after that', () => {
    expect(nextWaveAt({ sentWave: 0, reminders: 2, expiresAt }, sent)).toEqual(after(3));
    expect(nextWaveAt({ sentWave: 1, reminders: 2, expiresAt }, after(3))).toEqual(after(10));
    expect(nextWaveAt({ sentWave: 2, reminders: 2, expiresAt }, after(10))).toBeNull();
  });
  it('sends no more reminders than were wished', () => {
    expect(nextWaveAt({ sentWave: 0, reminders: 0, expiresAt }, sent)).toBeNull();
    expect(nextWaveAt({ sentWave: 1, reminders: 1, expiresAt }, sent)).toBeNull();
  });
  it('sends none for a link that would be over by then', () => {
    expect(nextWaveAt({ sentWave: 0, reminders: 2, expiresAt: after(2) }, sent)).toBeNull();
  });
});

const standing: InvitationStanding = { state: 'waiting', via: 'mail', wave: 1, lastSentAt: sent, expiresAt };

describe('reminding now', () => {
  it('is allowed a day after the latest mail, while a reminder is left', () => {
    expect(nextReminder(standing, after(1))).toEqual({ mayGo: true });
    expect(nextReminder({ ...standing, wave: 2 }, after(4))).toEqual({ mayGo: true });
  });
  it.each([
    ['too_soon', standing, after(0.9)],
    ['no_reminder_left', { ...standing, wave: 3 }, after(20)],
    ['not_sent_yet', { ...standing, wave: 0, lastSentAt: null }, after(1)],
    ['no_mail', { ...standing, via: 'link' as const }, after(5)],
  ])('is refused in words: %s', (code, of, now) => {
    expect(nextReminder(of, now)).toMatchObject({ mayGo: false, code, sentence: expect.stringMatching(/\.$/) });
    expect(invitationCommandsNow(of, now)).not.toContain('remind');
  });
});

describe('the commands of an invitation', () => {
  it('are all there while it waits', () => {
    expect(invitationCommandsNow(standing, after(2))).toEqual(['resend', 'revoke', 'remind', 'link']);
  });
  it('leave only a new link once it has expired, also before anybody noticed', () => {
    expect(invitationCommandsNow({ ...standing, state: 'expired' }, after(31))).toEqual(['resend']);
    expect(invitationCommandsNow(standing, after(31))).toEqual(['resend', 'revoke']);
  });
  it.each(['claimed', 'revoked'] as const)('are none once it is %s', (state) => {
    expect(invitationCommandsNow({ ...standing, state }, after(2))).toEqual([]);
    expect(() => assertInvitationCommand({ ...standing, state }, 'resend', after(2))).toThrow(WrongHubState);
  });
});
