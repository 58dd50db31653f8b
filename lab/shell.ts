/** Commands as a person types them, against the real API of a test house. */
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { type CliRun, cli } from './cli.ts';
import type { TestAdmin } from './houses/test-admin.ts';

export type Shell = (...args: string[]) => Promise<CliRun>;

/** At the house whose data is in that folder. */
export const shellIn =
  (folder: string, around: Parameters<typeof cli>[1] = {}): Shell =>
  (...args) =>
    cli(['--data', folder, ...args], around);

export const shell = (
  t: Pick<TestAdmin, 'socketPath'>,
  env: Readonly<Record<string, string>> = {},
  stdin = '',
): Shell => shellIn(dirname(t.socketPath), { env, stdin });

/** The output of a command that has to work. */
export async function done(run: Shell, ...args: string[]): Promise<string> {
  const { code, out, err } = await run(...args);
  assert.equal(code, 0, `doorpost ${args.join(' ')}: ${err}`);
  return out + err;
}

/** An organization with a verified domain and a mailbox that signs in. */
export async function contoso(run: Shell): Promise<void> {
  await done(run, 'org', 'add', 'Contoso');
  await done(run, 'domain', 'add', 'contoso.com', '--trust');
  await done(run, 'mailbox', 'add', 'scan@contoso.com', '--password');
}
