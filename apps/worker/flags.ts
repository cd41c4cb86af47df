/**
 * For the process of the worker. With V8's own 16 MB for what is young, a sender's garbage grows old before it is found: it takes no
 * less processor time and a hundred megabytes more.
 */
export const workerFlags = ['--max-semi-space-size=8'];
