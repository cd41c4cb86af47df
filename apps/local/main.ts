import { startPlatform } from './platform.js';
try {
  const platform = await startPlatform({ env: process.env, freePorts: true, say: console.log });
  console.log(platform);
  await platform.stop();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
