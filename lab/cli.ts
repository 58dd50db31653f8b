import { Readable } from 'node:stream';
import { NamedInputs } from '../src/base/named-file.ts';
import type { Io } from '../src/cli/terminal/io.ts';
import { runCli } from '../src/cli/program.ts';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Says nothing, asks nothing: for looking at the commands themselves. */
export const silentIo = (): Io => ({
  env: {},
  stdin: Readable.from([]),
  stdinIsTerminal: false,
  stdoutIsTerminal: false,
  columns: null,
  inputs: new NamedInputs(),
  out() {},
  async outBytes() {},
  err() {},
  useUtc() {},
  askPassword: async () => null,
  confirm: async () => null,
});

/** Runs one command in this process, without a terminal where no width is given. */
export async function cli(
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly stdin?: string;
    /** As if a person sat at a terminal, who answers every question so; what was asked goes to `asked`. */
    readonly says?: boolean;
    readonly asked?: string[];
    /** At a terminal of so many, without colours. */
    readonly columns?: number;
  } = {},
): Promise<CliRun> {
  let out = '';
  let err = '';
  const io: Io = {
    ...silentIo(),
    env: { ...options.env, ...(options.columns === undefined ? {} : { NO_COLOR: '1' }) },
    stdoutIsTerminal: options.columns !== undefined,
    columns: options.columns ?? null,
    stdin: Readable.from([options.stdin ?? '']),
    confirm: async (question) => {
      options.asked?.push(question);
      return options.says ?? null;
    },
    out: (text) => {
      out += text;
    },
    outBytes: async (bytes) => {
      out += Buffer.from(bytes).toString('latin1');
    },
    err: (text) => {
      err += text;
    },
  };
  const { TZ: zone } = process.env;
  io.useUtc = () => void (process.env['TZ'] = 'UTC');
  try {
    return { code: await runCli(args, io), out, err };
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
}
