/** What the review tells of those found eligible besides their number. */
export interface ReviewCounts {
  withoutHome: number;
  withoutFirstName: number;
  withoutLastName: number;
  withoutConsent: number;
}
