import { ImportPage } from './ImportPage.js';
import { ImportsPage } from './ImportsPage.js';

export { NeedsSomeonePage } from './support/NeedsSomeonePage.js';

/** The resource: `/imports`, `/imports/:id` and the steps below it. */
export const imports = { list: ImportsPage, edit: ImportPage };
