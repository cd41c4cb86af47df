const asciiName = /^[A-Za-z'`. -]+$/;
const anyScriptName = /^[\p{L}\p{M}'’‘`´. ,()"“”&/+·‐-]+$/u;
const organization =
  /(?:^|\s|\()(?:llc|l\.l\.c\.?|inc|corp|ltd|llp|lp|trust|trustee|trustees|tr|estate of|bank|company|gmbh|association|hoa|foundation|ministries|church|properties|holdings|investments|realty)(?:$|[\s,.)])/i;

/** True when a text could be a person's name: letters of any script and what names are joined with; no digits, no addresses. */
export function looksLikeName(text: string): boolean {
  return asciiName.test(text) || anyScriptName.test(text);
}

/** "Bell Family Trust", "Hillside Holdings LLC": an owner that is no person. */
export function looksLikeOrganization(text: string): boolean {
  return text.length <= 200 && organization.test(text);
}

const couple = /^(\S[^&+]{0,60}?)\s*(?:&|\+|\s(?:and|und|et|y|e|en)\s)\s*(\S[^&+]{0,60})$/i;

/** "John & Mary" → both; null unless exactly two short names stand there. */
export function splitCouple(text: string): [string, string] | null {
  if (text.length > 120 || (!text.includes('&') && !text.includes('+') && !text.includes(' '))) return null;
  const match = couple.exec(text);
  if (!match) return null;
  const [first, second] = [match[1]!.trim(), match[2]!.trim()];
  return /\p{L}/u.test(first) && /\p{L}/u.test(second) ? [first, second] : null;
}
