/** What a list of contacts may be narrowed by, and what a campaign's audience may be found with. */
export interface ContactFilter {
  /** Found in name, e-mail, phone (in any formatting) and home address; every word must be found. */
  q?: string | undefined;
  tag?: string | undefined;
  source?: string | undefined;
  importId?: string | undefined;
  /** Linked to a record of this connection that is not deleted there. */
  connectionId?: string | undefined;
  /** Brought in, or changed, by this sync run, or found deleted at the CRM and not come back since. */
  addedByRun?: string | undefined;
  changedByRun?: string | undefined;
  goneByRun?: string | undefined;
  hasEmail?: boolean | undefined;
  /** Whether they have a Hub that is not archived. */
  hub?: 'none' | 'some' | undefined;
}
