import type { Role } from '../answers.js';

export const roleNames: Record<Role, string> = {
  agent: 'Agent',
  support: 'Support',
  ops: 'Operations',
  admin: 'Administrator',
};
