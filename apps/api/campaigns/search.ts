/** Words beyond the fourth narrow nothing any more and cost. */
const wordLimit = 4;

/**
 * Conditions on the row `r` of recipients: every word stands in the contact's name, address of mail or home, or begins the address as
 * it was frozen. The contacts are found first, by their index.
 */
export function searchRecipients(search: string | undefined, place: (value: unknown) => string): string[] {
  const words = search ? search.toLowerCase().split(/\s+/, wordLimit).filter(Boolean) : [];
  return words.map((word) => {
    const escaped = word.replace(/[\\%_]/g, '\\$&');
    const [anywhere, beginning] = [place(`%${escaped}%`), place(`${escaped}%`)];
    return `(r.contact_id = any (array(select c.id from contacts c where c.account_id = (select account_id from campaigns where id = $1)
      and contact_search(c.first_name, c.last_name, c.email, c.phone, c.street, c.city, c.zip) like ${anywhere} limit 10000))
      or r.email_normalized like ${beginning})`;
  });
}
