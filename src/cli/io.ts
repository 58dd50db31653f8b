/** What a command may touch of the process, as a parameter, so that tests can run commands without one. */
import type { Readable } from 'node:stream';

export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  /** Columns of the terminal; null when output goes to a file or program. */
  readonly columns: number | null;
  out(text: string): void;
  /** Bytes as they are (a raw message). Resolves when they were taken. */
  outBytes(bytes: Uint8Array): Promise<void>;
  err(text: string): void;
  /** Asks without echo; only called when stdin is a terminal. Null: the person gave up. */
  askPassword(question: string): Promise<string | null>;
}

export function processIo(): Io {
  const { stdout, stderr, stdin } = process;
  // `doorpost trace | head` closes the pipe: that is the reader's right, not an error.
  const quiet = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  };
  stdout.on('error', quiet);
  return {
    env: process.env,
    stdin,
    stdinIsTerminal: stdin.isTTY === true,
    stdoutIsTerminal: stdout.isTTY === true,
    columns: stdout.isTTY === true ? stdout.columns : null,
    out: (text) => void stdout.write(text),
    outBytes: (bytes) =>
      new Promise((resolve, reject) => stdout.write(bytes, (error) => (error ? reject(error) : resolve()))),
    err: (text) => void stderr.write(text),
    async askPassword(question) {
      const { password, isCancel } = await import('@clack/prompts');
      const answer = await password({ message: question });
      return isCancel(answer) ? null : answer;
    },
  };
}

/** A pipe that gives more than this is not a password or an org file. */
const MOST_INPUT_BYTES = 16 * 1024 * 1024;

export const readAll = async (stream: Readable): Promise<string> => (await readAllBytes(stream)).toString('utf8');

export async function readAllBytes(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part as Uint8Array | string);
    size += bytes.length;
    if (size > MOST_INPUT_BYTES) throw new Error(`more than ${MOST_INPUT_BYTES} octets on standard input`);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
