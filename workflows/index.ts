export { importContacts } from './imports.js';
