import { variables } from '../../dist/integrations/config.js';

/** The environment without our own settings: a person's database or mail server must never be tested upon. */
export function outside(env) {
  const kept = new Set(['TEMPORAL_CLI_PATH', 'PORCHLIGHT_CACHE']);
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => kept.has(name) || !(name in variables.shape || name.startsWith('TEMPORAL_')),
    ),
  );
}
