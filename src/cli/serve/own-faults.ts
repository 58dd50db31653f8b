/**
 * Node prints its warnings, and the fault that ends the process, on standard error; in a server they become log lines. Printed, they could hold
 * up the thread that owns the sockets (nobody reads a pipe), or end a process that was well (a full disk); as log lines they can do neither.
 */
import { bounds } from '../../base/bounds.ts';
import type { Log } from '../../base/log.ts';

/** @param lastLines writes the log out. Returns how to leave everything to Node again. */
export function ownFaults(log: Log, lastLines: () => Promise<void>): () => void {
  const inherited = process.listeners('warning');
  const warned = ({ name, message }: Error): void => log.warn({ warning: name }, message);
  let ending = false;
  const fault = (error: unknown): void => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error(
      { error: stack.slice(0, bounds.cli.stackLogged) },
      'a fault that nothing caught: this process ends, to be started again',
    );
    if (ending) return;
    ending = true;
    // Never 0: whoever watches over us starts only what has failed.
    void lastLines().finally(() => process.exit(1));
  };
  for (const listener of inherited) process.off('warning', listener);
  process.on('warning', warned);
  process.on('uncaughtException', fault);
  return () => {
    process.off('warning', warned);
    process.off('uncaughtException', fault);
    for (const listener of inherited) process.on('warning', listener);
  };
}
