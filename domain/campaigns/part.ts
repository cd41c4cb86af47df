/**
 * Which share of a campaign a contact belongs to, the same whoever asks. Ids that follow one another are spread by Knuth's
 * multiplicative hash, so that contacts imported together do not come to lie in one share.
 */
export function partOf(contactId: string, partitions: number): number {
  const mixed = (BigInt(contactId) * 2_654_435_761n) & 0xffff_ffffn;
  return Number(mixed >> 8n) % partitions;
}
