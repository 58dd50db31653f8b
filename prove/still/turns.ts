/** The longest turn of a process's event loop, asked from outside; and an idle Node beside it, which shows what is the machine's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';

const monitor = fileURLToPath(new URL('turn-monitor.ts', import.meta.url));
const ASK_MS = 60_000;

/** The environment of a process that answers on this socket. Keep the path short. */
export const withTurns = (socket: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${pathToFileURL(monitor).href}`,
  PROVE_TURNS_SOCKET: socket,
});

/** ms, since the last asking. Rejects when the process does not answer within a minute. */
export async function longestTurn(socket: string): Promise<number> {
  const asking = connect(socket);
  const answer = await text(asking.setTimeout(ASK_MS, () => asking.destroy(new Error('no answer for a minute'))));
  return (JSON.parse(answer) as { readonly longestMs: number }).longestMs;
}

/** A Node that does nothing. */
export async function startIdle(socket: string): Promise<AsyncDisposable> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log(1)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: withTurns(socket),
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
