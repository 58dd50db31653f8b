/**
 * Standard output of a server, as something that may fail and is never waited for by the thread that owns the sockets: a file is written
 * beside it, a pipe or socket when it takes more, a terminal without waiting for who has stopped it. What fails is the caller's to repeat.
 */
import { constants, fstatSync, open, write as writeFd } from 'node:fs';
import { isatty } from 'node:tty';
import type { Writable } from 'node:stream';

export interface OutputPort {
  /** Resolves with how many octets were taken. Rejects with the system's error; one that takes nothing at the moment, with EAGAIN. */
  write(octets: Buffer): Promise<number>;
}

const STDOUT = 1;

/** Whether standard output goes to the journal itself, and not to a file that the environment was handed on to (systemd.exec(5), `$JOURNAL_STREAM`). */
export function isJournal(env: Readonly<Record<string, string | undefined>>): boolean {
  const named = env['JOURNAL_STREAM'] ?? '';
  if (named === '') return false;
  const { dev, ino } = fstatSync(STDOUT, { bigint: true });
  return named === `${dev}:${ino}`;
}

export function standardOutput(stream: Writable = process.stdout): OutputPort {
  const kind = fstatSync(STDOUT);
  if (kind.isFIFO() || kind.isSocket()) return new StreamPort(stream, kind.isFIFO());
  return isatty(STDOUT) ? new AnewPort(new FdPort(STDOUT)) : new FdPort(STDOUT);
}

class FdPort implements OutputPort {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
  }

  write(octets: Buffer): Promise<number> {
    return new Promise((resolve, reject) =>
      writeFd(this.#fd, octets, 0, octets.length, null, (error, taken) => (error ? reject(error) : resolve(taken))),
    );
  }
}

/**
 * The same terminal or pipe opened once more: not waiting for it is then ours alone, and no business of the shell's that shares it. Where it
 * cannot be opened, `otherwise` is used.
 */
class AnewPort implements OutputPort {
  readonly #otherwise: OutputPort | null;
  #opened: OutputPort | null = null;

  constructor(otherwise: OutputPort | null) {
    this.#otherwise = otherwise;
  }

  async write(octets: Buffer): Promise<number> {
    this.#opened ??= await this.#open();
    return this.#opened.write(octets);
  }

  async #open(): Promise<OutputPort> {
    try {
      return new FdPort(await openAnew());
    } catch (error) {
      if (this.#otherwise === null) throw error;
      return this.#otherwise;
    }
  }
}

const openAnew = (): Promise<number> =>
  new Promise((resolve, reject) =>
    open(
      `/proc/self/fd/${STDOUT}`,
      constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY,
      (error, descriptor) => (error ? reject(error) : resolve(descriptor)),
    ),
  );

/** Node's own stream: it hears from the kernel when a pipe has room. An error ends it; a named pipe may find another reader. */
class StreamPort implements OutputPort {
  readonly #stream: Writable;
  readonly #after: OutputPort | null;

  constructor(stream: Writable, isPipe: boolean) {
    this.#stream = stream;
    this.#after = isPipe ? new AnewPort(null) : null;
    // Told to who writes.
    stream.on('error', () => {});
  }

  write(octets: Buffer): Promise<number> {
    if (this.#stream.destroyed || this.#stream.errored !== null) {
      if (this.#after !== null) return this.#after.write(octets);
      return Promise.reject(this.#stream.errored ?? new Error('standard output is closed'));
    }
    return new Promise((resolve, reject) =>
      this.#stream.write(octets, (error) => (error ? reject(error) : resolve(octets.length))),
    );
  }
}
