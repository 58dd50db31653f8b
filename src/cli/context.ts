/** The parts that every command needs to speak to the server, made from the options that all commands share. */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { defaultAdminSocket, loadSettings, locate } from '../config/load.ts';
import { type Client, createClient } from './client/client.ts';
import { usage } from './terminal/failure.ts';
import { type Io, readAll } from './terminal/io.ts';
import { type SharedOptions, shellOf } from './terminal/shell.ts';
import type { Shell } from '../texts/command.ts';
import { createOutput, type Output } from './terminal/output.ts';

export interface Context {
  /** The command that runs: `domain remove`. */
  readonly path: string;
  readonly io: Io;
  readonly shared: SharedOptions;
  readonly output: Output;
  /** For commands that are shown. */
  readonly shell: Shell;
  readonly client: Client;
  /** `{organization}` when `--organization` was given: goes into queries. */
  readonly organization: { readonly organization?: string };
}

export function contextOf(command: Command, io: Io): Context {
  const shared: SharedOptions = command.optsWithGlobals();
  const output = createOutput(io, shared);
  const url = shared.url ?? (shared.data === undefined ? io.env['DOORPOST_URL'] : undefined);
  const target =
    url !== undefined && url !== ''
      ? { kind: 'url' as const, url: checkedUrl(url), token: io.env['DOORPOST_TOKEN'] ?? null }
      : { kind: 'socket' as const, path: socketPath(shared, io), actor: io.env['SUDO_USER'] ?? userName() };
  return {
    path: pathOf(command),
    io,
    shared,
    output,
    shell: shellOf(io, shared),
    client: createClient(target),
    organization: shared.organization === undefined ? {} : { organization: shared.organization },
  };
}

/** Without the program's own name. */
export const pathOf = (command: Command): string =>
  command.parent === null ? '' : `${pathOf(command.parent)} ${command.name()}`.trim();

/** The person's own name; a user without one (some containers) is told by the server's rule. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** As the server would find it: the file may move the socket. A broken file must not keep the administrator out. */
export function socketPath(shared: SharedOptions, io: Io): string {
  const request = loadRequest(shared, io);
  const loaded = loadSettings(request);
  return loaded.ok ? loaded.settings.adminSocket : defaultAdminSocket(locate(request).dataDirectory);
}

export function loadRequest(shared: SharedOptions, io: Io): Parameters<typeof loadSettings>[0] {
  return {
    env: io.env,
    ...(shared.config === undefined ? {} : { file: shared.config, read: io.inputs.read }),
    ...(shared.data === undefined ? {} : { dataDirectory: shared.data }),
  };
}

function checkedUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol))
    throw usage(`${JSON.stringify(text)} is not a URL`, 'write it as http://127.0.0.1:8525');
  const { username, password } = new URL(text);
  if (username !== '' || password !== '')
    throw usage('a URL with a user name or password in it is not taken', 'give the token by DOORPOST_TOKEN');
  return text;
}

/** A password by --password-stdin, else DOORPOST_PASSWORD, else a question on a terminal. Never as an argument: those are seen by others. */
export const obtainPassword = (io: Io, fromStdin: boolean, question: string): Promise<string> =>
  obtain(io, fromStdin, question, 'password', 'DOORPOST_PASSWORD');

/** The same for a client secret: --secret-stdin, DOORPOST_SECRET, or asked. */
export const obtainSecret = (io: Io, fromStdin: boolean, question: string): Promise<string> =>
  obtain(io, fromStdin, question, 'secret', 'DOORPOST_SECRET');

/** A refresh token is too long to be typed. */
export const obtainRefreshToken = (io: Io): Promise<string> => pipedIn(io, 'refresh token', '');

async function pipedIn(io: Io, what: string, otherwise: string): Promise<string> {
  const read = (await readAll(io.stdin)).replace(/\r?\n$/u, '');
  if (read !== '') return read;
  throw usage(
    `nothing came on standard input, where the ${what} should come from`,
    `pipe it in (printf %s 'THE ${what.toUpperCase()}' | ...)${otherwise}`,
  );
}

async function obtain(
  io: Io,
  fromStdin: boolean,
  question: string,
  what: 'password' | 'secret',
  variable: string,
): Promise<string> {
  if (fromStdin) return pipedIn(io, what, `, or leave --${what}-stdin out and give it by ${variable}`);
  const given = io.env[variable];
  if (given !== undefined && given !== '') return given;
  if (!io.stdinIsTerminal) throw usage(`a ${what} is needed`, `give it with --${what}-stdin or ${variable}`);
  const answer = await io.askPassword(question);
  if (answer === null || answer === '') throw usage(`no ${what} given`);
  return answer;
}
