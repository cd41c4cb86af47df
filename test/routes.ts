/** Prints the declarations of all routes, read from the API as it is built: `node dist/test/routes.js`. */
import { listRoutes } from '../apps/api/auth/routes.js';
import { createApi } from '../apps/api/server.js';
import { readConfig } from '../integrations/config.js';

const app = await createApi({ ...readConfig(), logLevel: 'silent' });
const routes = JSON.stringify(listRoutes(app));
await app.close();
process.stdout.write(routes);
