import { campaignMoves, type CampaignState, type ResumableCampaignState, WrongCampaignState } from './states.js';

interface CommandSpec {
  from: readonly CampaignState[];
  /** Where it leads; null: back to the step that was left; `stay`: the state stays. */
  to: CampaignState | 'stay' | null;
  /** How it reads in "cannot be asked to …". */
  verb: string;
}

/** What a person or a program may ask of a campaign. The table of moves decides; this one says which moves are commands. */
export const campaignCommands = {
  change: { from: ['freezing', 'awaiting_review'], to: 'stay', verb: 'change' },
  refreeze: { from: ['awaiting_review', 'expired'], to: 'freezing', verb: 'look at its audience again' },
  approve: { from: ['awaiting_review'], to: 'preparing', verb: 'send' },
  pause: { from: ['preparing', 'sending', 'reminding'], to: 'paused', verb: 'pause' },
  resume: { from: ['paused', 'failed'], to: null, verb: 'go on' },
  cancel: {
    from: ['freezing', 'awaiting_review', 'preparing', 'sending', 'reminding', 'paused', 'failed'],
    to: 'cancelled',
    verb: 'be cancelled',
  },
  set_rate: {
    from: ['awaiting_review', 'preparing', 'sending', 'reminding', 'paused', 'failed'],
    to: 'stay',
    verb: 'change its rate',
  },
} as const satisfies Record<string, CommandSpec>;
export type CampaignCommand = keyof typeof campaignCommands;

export interface CampaignStanding {
  state: CampaignState;
  resumeState?: ResumableCampaignState | null | undefined;
}

/**
 * The state a command leads to.
 * @throws WrongCampaignState when it may not be asked now
 */
export function campaignStateAfter(command: CampaignCommand, standing: CampaignStanding): CampaignState {
  const target = targetOf(command, standing);
  if (!target) throw new WrongCampaignState(standing.state, campaignCommands[command].verb);
  return target;
}

/** Commands that may be asked now, for buttons and programs. */
export function campaignCommandsNow(standing: CampaignStanding): CampaignCommand[] {
  return (Object.keys(campaignCommands) as CampaignCommand[]).filter((command) => targetOf(command, standing));
}

function targetOf(command: CampaignCommand, { state, resumeState }: CampaignStanding): CampaignState | null {
  const { from, to }: CommandSpec = campaignCommands[command];
  if (!from.includes(state)) return null;
  if (to === 'stay') return state;
  const target = to ?? resumeState;
  return target && campaignMoves[state].includes(target) ? target : null;
}
