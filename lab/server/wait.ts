import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';

const START_MS = 20_000;

/** Resolves when something answers on the loopback port; rejects when the child ends first or it takes too long. */
export async function waitForPort(port: number, child: ChildProcess, startMs = START_MS): Promise<void> {
  const until = performance.now() + startMs;
  while (performance.now() < until) {
    if (child.exitCode !== null)
      throw new Error(`the mail system ended with ${child.exitCode} before it listened on ${port}`);
    const socket = connect(port, '127.0.0.1');
    const answered = await new Promise<boolean>((resolve) => {
      socket.once('data', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
    });
    socket.destroy();
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`nothing answers on port ${port}`);
}
