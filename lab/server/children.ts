/** A benchmark that is interrupted leaves no server behind. */
import type { ChildProcess } from 'node:child_process';

const alive = new Set<ChildProcess>();

/** The child is told to end when this process ends before it. */
export function endWithUs(child: ChildProcess): void {
  alive.add(child);
  child.once('exit', () => alive.delete(child));
}

/** Call once: a signal ends this process as usual, which ends the children. */
export function endChildrenAtExit(): void {
  process.once('exit', () => {
    for (const child of alive) child.kill('SIGTERM');
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}
