import { type Scene, type SceneOptions, setScene, type Vendor } from './vendor.js';

/** Scenes of a vendor, each taken down after the test that set it. */
export function scenesOf(vendor: Vendor): (options?: SceneOptions) => Promise<Scene> {
  const open: Scene[] = [];
  afterEach(async () => {
    for (const { emulator } of open.splice(0)) await emulator.stop();
  });
  return async (options) => {
    const set = await setScene(vendor, options);
    open.push(set);
    return set;
  };
}
