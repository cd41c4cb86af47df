import { readConfig, WrongSettings } from '../../integrations/config.js';
import { createApi } from './server.js';

try {
  const config = readConfig();
  const app = await createApi(config);
  await app.listen(config.port);
} catch (error) {
  console.error(error instanceof WrongSettings ? error.message : error);
  process.exit(1);
}
