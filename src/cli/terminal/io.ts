/** The parts of the process that a command may touch, as a parameter, so that tests can run commands without one. */
import { bounds } from '../../base/bounds.ts';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ReadStream } from 'node:tty';
import { sleep } from '../../base/clock.ts';
import { systemClock } from '../../base/system-clock.ts';
import { awake } from '../serve/awake.ts';
import { NamedInputs } from '../../base/named-file.ts';
import { exitCodes, usage } from './failure.ts';

export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  /** Columns of the terminal; null when output goes to a file or program. */
  readonly columns: number | null;
  /** Files that its arguments name. */
  readonly inputs: NamedInputs;
  out(text: string): void;
  /** Aborts when nobody reads what is written any more (`doorpost watch | head`): what has no other end, ends. Absent: there is always somebody. */
  readonly readerGone?: AbortSignal;
  /** Bytes as they are (a raw message). Resolves when they were taken, or nobody is there to take them. */
  outBytes(bytes: Uint8Array): Promise<void>;
  err(text: string): void;
  /** From now on the zone of this process is UTC: whatever reads or shows a time does so in it. */
  useUtc(): void;
  /** From now on this process is a server: it has a log of its own, and its end waits for no reader. */
  serving?(): void;
  /** Asks without echo; only called when stdin is a terminal. Null: the person gave up. */
  askPassword(question: string): Promise<string | null>;
  /** Asks for a yes at the terminal, also where standard input is a pipe. null: there is none, and nothing was asked. */
  confirm(question: string): Promise<boolean | null>;
}

export interface ProcessIo extends Io {
  /** Waits until what was written is read, a server's not for long. Returns the exit code: not 0 when the answer could not be written. */
  drained(code: number): Promise<number>;
}

export function processIo(): ProcessIo {
  const { stdout, stderr, stdin } = process;
  const gone = new AbortController();
  let failed: NodeJS.ErrnoException | null = null;
  let serving = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `doorpost trace | head` closes the pipe: that is the reader's right, not an error. What the command does, it does to its end.
    if (error.code !== 'EPIPE') failed ??= error;
    gone.abort();
  });
  // There is nowhere left to say so.
  stderr.on('error', () => {});
  const written = (stream: NodeJS.WriteStream): Promise<unknown> =>
    new Promise((done) => stream.write('', () => done(null)));
  return {
    readerGone: gone.signal,
    serving() {
      serving = true;
    },
    async drained(code) {
      const all = Promise.all([written(stdout), written(stderr)]);
      await (serving ? awake(Promise.race([all, sleep(systemClock, bounds.cli.lastWords)])) : all);
      if (failed === null || serving) return code;
      stderr.write(`doorpost: the answer could not be written: ${failed.message}\n`);
      await written(stderr);
      return code === 0 ? exitCodes.refused : code;
    },
    env: process.env,
    inputs: new NamedInputs(),
    stdin,
    stdinIsTerminal: stdin.isTTY === true,
    stdoutIsTerminal: stdout.isTTY === true,
    columns: stdout.isTTY === true ? stdout.columns : null,
    out(text) {
      if (!gone.signal.aborted) stdout.write(text);
    },
    async outBytes(bytes) {
      if (!gone.signal.aborted) await new Promise((resolve) => stdout.write(bytes, resolve));
    },
    err: (text) => void stderr.write(text),
    useUtc() {
      process.env['TZ'] = 'UTC';
    },
    async askPassword(question) {
      const { password, isCancel } = await import('@clack/prompts');
      const answer = await password({ message: question });
      return isCancel(answer) ? null : answer;
    },
    async confirm(question) {
      if (!stdin.isTTY && !stderr.isTTY) return null;
      // The person is still there where standard input is a pipe: what standard error shows at is where he types.
      const terminal = stdin.isTTY ? stdin : new ReadStream(stderr.fd);
      const asking = createInterface({ input: terminal, output: stderr });
      try {
        const answer = await new Promise<string>((answered) => {
          // Ctrl-D and Ctrl-C are a no.
          asking.once('close', () => answered(''));
          asking.question(question, answered);
        });
        return /^\s*y(?:es)?\s*$/iu.test(answer);
      } finally {
        asking.close();
        if (terminal !== stdin) terminal.destroy();
      }
    },
  };
}

/** Text of a pipe. What is no UTF-8 is not guessed: a password would be another one. */
export async function readAll(stream: Readable): Promise<string> {
  const bytes = await readAllBytes(stream);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw usage('standard input is no UTF-8', 'pipe it in as UTF-8');
  }
}

export async function readAllBytes(stream: Readable, most: number = bounds.cli.standardInput): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part as Uint8Array | string);
    size += bytes.length;
    if (size > most) throw new Error(`more than ${most} bytes on standard input`);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
