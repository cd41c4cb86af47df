/** Loaded before the api and the worker by the local platform: when it is gone, even by SIGKILL, they end too. */
const patienceMs = 10_000;

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), patienceMs).unref();
});
// The channel alone shall not keep a service alive that has nothing left to do.
process.channel?.unref();
