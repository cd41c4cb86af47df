/** Where clocks run alike, now and in years to come; finer names of the time zone database differ in the past only. */
const eastern = 'America/New_York';
const central = 'America/Chicago';
const mountain = 'America/Denver';
/** Mountain time without daylight saving. */
const arizona = 'America/Phoenix';
const pacific = 'America/Los_Angeles';
const alaska = 'America/Anchorage';
const aleutian = 'America/Adak';

const spread = (zone: string, keys: string) => Object.fromEntries(keys.split(' ').map((key) => [key, zone]));

/** By state or territory; of a state with two zones the one in which most of its people live. */
const states: Record<string, string> = {
  ...spread(eastern, 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV'),
  ...spread(central, 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI'),
  ...spread(mountain, 'CO ID MT NM UT WY'),
  ...spread(arizona, 'AZ'),
  ...spread(pacific, 'CA NV OR WA'),
  ...spread(alaska, 'AK'),
  ...spread('Pacific/Honolulu', 'HI'),
  ...spread('America/Puerto_Rico', 'PR VI'),
  ...spread('Pacific/Guam', 'GU MP'),
  ...spread('Pacific/Pago_Pago', 'AS'),
};

/** First three digits, in states with two zones: where most of those homes are not in the zone of most of the state. */
const prefixes: Record<string, string> = {
  ...spread(central, '324 325 420 421 422 423 424 427 463 464 476 477'),
  ...spread(eastern, '373 374 376 377 378 379'),
  ...spread(mountain, '576 577 586 691 693 799 865 885 979'),
  ...spread(pacific, '835 838'),
};

/** Whole ZIP codes that differ from their neighbours. */
const zips: Record<string, string> = {
  // Florida, Kentucky, Tennessee
  ...spread(eastern, '32456 32457 42701 42702 42716 42718 42719 42724 42732 42733 42740 42748 42757 42758 42776 42788'),
  ...spread(central, '40111 40119 40140 40143 40144 40145 40146 40152 40153 40170 40171 40176 40178 42602 42603 42629 42642'),
  ...spread(central, '37301 37305 37306 37313 37318 37324 37327 37328 37330 37334 37335 37339 37340 37342 37345 37347 37348 37349'),
  ...spread(central, '37352 37355 37356 37357 37359 37360 37365 37366 37367 37374 37375 37376 37378 37380 37382 37383 37387 37388'),
  ...spread(central, '37389 37394 37396 37397 37398'),
  // Indiana, Michigan
  ...spread(central, '46531 46532 46534 47520 47523 47531 47536 47537 47550 47552 47556 47574 47577 47579 47586 47588'),
  ...spread(central, '47922 47943 47951 47963 47964 47977 47978'),
  ...spread(central, '49801 49802 49812 49815 49821 49831 49834 49845 49847 49848 49852 49858 49863 49870 49873 49874 49876 49877'),
  ...spread(central, '49881 49886 49887 49892 49893 49896 49902 49903 49911 49915 49920 49927 49935 49938 49947 49959 49964 49968 49969'),
  // The Dakotas, Kansas, Nebraska, Texas
  ...spread(mountain, '57537 57543 57547 57551 57552 57553 57567 57574 57577 58529 58533 58562 58564 58569'),
  ...spread(central, '57601 57631 57632 57646 57648 58631 58638'),
  ...spread(mountain, '67733 67735 67741 67758 67761 67762 67836 67857 67878 67879'),
  ...spread(mountain, '69021 69023 69027 69030 69033 69037 69041 69045 69211 69218'),
  ...spread(central, '69101 69103 69120 69123 69130 69132 69135 69138 69142 69143 69151 69157 69161 69163 69165 69166 69167 69169 69170 69171'),
  ...spread(mountain, '79821 79835 79836 79837 79838 79839 79847 79849 79851 79853'),
  // Arizona's Navajo Nation keeps daylight saving
  ...spread(mountain, '86020 86033 86035 86044 86045 86053 86054'),
  ...spread(arizona, '86502 86512'),
  // Idaho, Nevada, Oregon, Alaska
  ...spread(mountain, '83542 83547 83549 89825 89883'),
  ...spread(pacific, '97904 97905 97907'),
  ...spread(aleutian, '99546 99547'),
}; // prettier-ignore

/**
 * Zones of homes in the United States, each map asked when the one before says nothing: whole ZIP codes, their first three digits,
 * states. Also for SQL, which takes them as JSON: `coalesce($1 -> 'zips' ->> left(zip, 5), $1 -> 'prefixes' ->> left(zip, 3),
 * $1 -> 'states' ->> upper(state))`.
 *
 * Limits of the zones by county are those of 49 CFR part 71; ZIP codes were laid into them by their centres (npm `zipcodes` 8.0.0
 * with `@photostructure/tz-lookup` 11.7.0) and read over by county along the lines. A ZIP code that a line cuts has one zone here.
 */
export const usZones = { zips, prefixes, states } as const;

/** Where the United States are meant: an address without a country is taken for one of theirs. */
const unitedStates = new Set(['', 'us', 'usa', 'u.s.', 'u.s.a.', 'united states', 'united states of america']);

/** The IANA zone of a home; null where it cannot be told: another country, or neither a ZIP code nor a state. */
export function zoneOf(home: { zip: string | null; state: string | null; country: string | null }): string | null {
  if (!unitedStates.has((home.country ?? '').trim().toLowerCase())) return null;
  const state = (home.state ?? '').trim().toUpperCase();
  const digits = /^\d{5}/.exec((home.zip ?? '').trim())?.[0];
  if (digits) {
    const byZip = zips[digits] ?? prefixes[digits.slice(0, 3)];
    if (byZip) return byZip;
  }
  return states[state] ?? (digits ? zoneOfRegion(digits) : null);
}

/** Where only the ZIP code is known: ranges of first three digits by state, as the Postal Service gives them out. */
const regions: [from: number, to: number, state: string][] = [
  [5, 5, 'NY'], [6, 7, 'PR'], [8, 8, 'VI'], [9, 9, 'PR'], [10, 89, 'NY'], [100, 339, 'NY'], [341, 349, 'FL'], [350, 369, 'AL'],
  [370, 385, 'TN'], [386, 397, 'MS'], [398, 399, 'GA'], [400, 427, 'KY'], [430, 459, 'OH'], [460, 479, 'IN'], [480, 499, 'MI'],
  [500, 588, 'IA'], [590, 599, 'MT'], [600, 799, 'IL'], [800, 849, 'CO'], [850, 865, 'AZ'], [870, 884, 'NM'], [889, 961, 'CA'],
  [967, 968, 'HI'], [969, 969, 'GU'], [970, 994, 'WA'], [995, 999, 'AK'],
]; // prettier-ignore

function zoneOfRegion(digits: string): string | null {
  // American Samoa has one ZIP code of its own among those of Hawaii; 340, 962–966 and 090–098 are the forces abroad.
  if (digits === '96799') return states.AS ?? null;
  const prefix = Number(digits.slice(0, 3));
  const region = regions.find(([from, to]) => prefix >= from && prefix <= to);
  return region ? (states[region[2]] ?? null) : null;
}
