/** The local administrator's Unix socket (or named pipe): whoever may open it may ask everything, so its mode is the sign-in. */
import { chmod, lstat, unlink } from 'node:fs/promises';
import { connect, type Server } from 'node:net';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';

/** Rejects with one sentence when another server answers there, or something else is in the way. */
export async function listenLocal(server: Server, path: string, clock: Clock): Promise<void> {
  const pipe = process.platform === 'win32';
  if (!pipe) await removeStaleSocket(path, clock);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`another Doorpost answers at ${path}; stop it first, or use another data directory`)
          : error,
      ),
    );
    // The mode must be right from the first moment on. bind() happens inside listen(), so the mask holds for this call only.
    const mask = pipe ? null : process.umask(0o177);
    try {
      server.listen({ path }, resolve);
    } finally {
      if (mask !== null) process.umask(mask);
    }
  });
  if (!pipe) await chmod(path, 0o600);
}

/** A socket file that nobody answers at was left by a crash. One that answers belongs to a running server. */
async function removeStaleSocket(path: string, clock: Clock): Promise<void> {
  try {
    if (!(await lstat(path)).isSocket())
      throw new Error(`${path} is in the way and is no socket; move it, or set another adminSocket`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (await answers(path, clock))
    throw new Error(`another Doorpost answers at ${path}; stop it first, or use another data directory`);
  await unlink(path);
}

function answers(path: string, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    const done = (alive: boolean): void => {
      timer.cancel();
      socket.destroy();
      resolve(alive);
    };
    // Nobody refused: somebody is there, if slow.
    const timer = clock.timer(bounds.admin.socketProbe, () => done(true));
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}
