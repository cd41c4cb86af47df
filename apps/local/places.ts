import { fileURLToPath } from 'node:url';

const isCompiled = import.meta.url.includes('/dist/apps/local/');

/** The project's folder, with a slash at the end. Specs run the sources, everything else what was compiled into dist. */
export const root = fileURLToPath(new URL(isCompiled ? '../../../' : '../../', import.meta.url));

/** A compiled file, to be run as a process of its own. */
export const compiled = (path: string) => `${root}dist/${path}`;
