import type { HomeAddress } from './home-key.js';

/** "12 Elm St, Unit 4, Boulder, CO 80302"; null while there is no street. */
export function homeLine({ street, unit, city, state, zip }: HomeAddress): string | null {
  if (!street) return null;
  const place = [state, zip].filter(Boolean).join(' ');
  return [street, unit, city, place].filter(Boolean).join(', ');
}
