import { migrate } from '../../database/migrate.js';
import { readConfig } from '../../integrations/config.js';
import { bringTemplates } from './bring-templates.js';

const { databaseUrl } = readConfig();
const applied = await migrate(databaseUrl);
const templates = await bringTemplates(databaseUrl);
console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}.` : 'The database is up to date.');
if (templates.length > 0) console.log(`New versions of mail templates: ${templates.join(', ')}.`);
