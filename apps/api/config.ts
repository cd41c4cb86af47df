/** Under which the settings are injected: `@Inject(CONFIG) config: Config`. */
export const CONFIG = Symbol('config');
