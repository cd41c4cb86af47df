import { migrate } from '../../database/migrate.js';
import { readConfig } from '../../integrations/config.js';

const applied = await migrate(readConfig().databaseUrl);
console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}.` : 'The database is up to date.');
