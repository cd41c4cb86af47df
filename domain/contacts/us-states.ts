/** USPS Publication 28, appendix B: states, districts, territories and armed forces, by two-letter code. */
export const usStates: Readonly<Record<string, string>> = {
  AL: 'Alabama', AK: 'Alaska', AZ: 'Arizona', AR: 'Arkansas', CA: 'California', CO: 'Colorado', CT: 'Connecticut', DE: 'Delaware', DC: 'District of Columbia', FL: 'Florida',
  GA: 'Georgia', HI: 'Hawaii', ID: 'Idaho', IL: 'Illinois', IN: 'Indiana', IA: 'Iowa', KS: 'Kansas', KY: 'Kentucky', LA: 'Louisiana', ME: 'Maine', MD: 'Maryland',
  MA: 'Massachusetts', MI: 'Michigan', MN: 'Minnesota', MS: 'Mississippi', MO: 'Missouri', MT: 'Montana', NE: 'Nebraska', NV: 'Nevada', NH: 'New Hampshire', NJ: 'New Jersey',
  NM: 'New Mexico', NY: 'New York', NC: 'North Carolina', ND: 'North Dakota', OH: 'Ohio', OK: 'Oklahoma', OR: 'Oregon', PA: 'Pennsylvania', RI: 'Rhode Island',
  SC: 'South Carolina', SD: 'South Dakota', TN: 'Tennessee', TX: 'Texas', UT: 'Utah', VT: 'Vermont', VA: 'Virginia', WA: 'Washington', WV: 'West Virginia', WI: 'Wisconsin',
  WY: 'Wyoming', AS: 'American Samoa', GU: 'Guam', MP: 'Northern Mariana Islands', PR: 'Puerto Rico', VI: 'Virgin Islands', AA: 'Armed Forces Americas', AE: 'Armed Forces Europe', AP: 'Armed Forces Pacific',
}; // prettier-ignore

/** Canada Post's two-letter codes. */
export const caProvinces: Readonly<Record<string, string>> = {
  AB: 'Alberta', BC: 'British Columbia', MB: 'Manitoba', NB: 'New Brunswick', NL: 'Newfoundland and Labrador', NS: 'Nova Scotia', NT: 'Northwest Territories', NU: 'Nunavut',
  ON: 'Ontario', PE: 'Prince Edward Island', QC: 'Quebec', SK: 'Saskatchewan', YT: 'Yukon',
}; // prettier-ignore

const codeByName = new Map([
  ...Object.entries(usStates).map(([code, name]) => [name.toUpperCase(), code] as const),
  ...Object.entries(caProvinces).map(([code, name]) => [name.toUpperCase(), code] as const),
  ['QUÉBEC', 'QC'] as const,
]);

/** Two-letter code of a state or province given by code ("co", "CO.") or name ("Colorado"); null when it is neither. */
export function stateCode(text: string): string | null {
  const upper = text.toUpperCase();
  if (upper.length === 2) return upper in usStates || upper in caProvinces ? upper : null;
  const bare = upper.replace(/\./g, '');
  if (bare.length === 2) return bare in usStates || bare in caProvinces ? bare : null;
  return codeByName.get(upper) ?? null;
}
