import { AddContactPage } from './AddContactPage.js';
import { ContactPage } from './ContactPage.js';
import { ContactsPage } from './ContactsPage.js';

/** The resource: `/contacts`, `/contacts/create`, `/contacts/:id`. */
export const contacts = { list: ContactsPage, create: AddContactPage, edit: ContactPage };
