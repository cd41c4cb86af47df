import { text } from 'node:stream/consumers';

/** From `PORCHLIGHT_ADMIN_PASSWORD`, else typed unseen at a terminal, else the first line of standard input. */
export async function readPassword(env = process.env): Promise<string> {
  const given = env.PORCHLIGHT_ADMIN_PASSWORD;
  if (given) return given;
  if (process.stdin.isTTY) return typeUnseen();
  return (await text(process.stdin)).split(/\r?\n/)[0] ?? '';
}

/** Nothing is echoed. Ctrl-C ends the command. */
function typeUnseen(): Promise<string> {
  process.stderr.write('Password (at least 10 characters): ');
  const { stdin } = process;
  stdin.setRawMode(true).setEncoding('utf8').resume();
  return new Promise((resolve) => {
    let typed = '';
    const done = () => {
      stdin.setRawMode(false).pause().off('data', onData);
      process.stderr.write('\n');
    };
    const onData = (keys: string) => {
      for (const key of keys) {
        if (key === '\u0003') {
          done();
          process.exit(130);
        }
        if (key === '\r' || key === '\n') {
          done();
          resolve(typed);
          return;
        }
        typed = key === '\u007f' ? typed.slice(0, -1) : typed + key;
      }
    };
    stdin.on('data', onData);
  });
}
