import { rm } from 'node:fs/promises';

/** Ends the platform of this run and deletes its folder. */
export default async function stop() {
  const { folder } = JSON.parse(process.env.PORCHLIGHT_TEST_PLATFORM ?? '{}');
  await globalThis.stopTestPlatform?.();
  if (folder) await rm(folder, { recursive: true, force: true });
}
