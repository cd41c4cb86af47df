import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Platform, startPlatform } from '../apps/local/platform.js';
import { Pipeline } from './pipeline.js';

export interface OwnPlatform {
  platform: Platform;
  pipeline: Pipeline;
  /** Its data folder, with the logs. */
  folder: string;
  stop: () => Promise<void>;
}

/** A platform of its own, whose parts may be killed, with other settings than the lane's. */
export async function startOwnPlatform(settings: NodeJS.ProcessEnv): Promise<OwnPlatform> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-pipeline-'));
  const env = { ...process.env, ...settings, PORCHLIGHT_DATA: folder };
  const platform = await startPlatform({ env, freePorts: true, say: () => undefined });
  const pipeline = Pipeline.open(platform.env);
  const stop = async () => {
    await pipeline.close();
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { platform, pipeline, folder, stop };
}
