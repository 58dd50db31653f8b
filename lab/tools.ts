import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';
import { own } from '../src/base/own.ts';

/** Where Debian keeps daemons; not on every person's PATH. */
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** The path of a program, or null. */
function findTool(name: string): string | null {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), ...MORE_FOLDERS]) {
    const path = join(folder, name);
    if (folder !== '' && existsSync(path)) return path;
  }
  return null;
}

/** What a program needs beside itself, and distributions pack apart or lay out otherwise. */
interface Part {
  readonly name: string;
  readonly isThere: () => boolean;
}

const oneOf =
  (...places: readonly string[]) =>
  (): boolean =>
    places.some((place) => existsSync(place));

const parts: Readonly<Record<string, Part>> = {
  dovecot: {
    name: 'the LMTP server of Dovecot (dovecot-lmtpd)',
    isThere: oneOf('/usr/lib/dovecot/lmtp', '/usr/libexec/dovecot/lmtp', '/usr/local/libexec/dovecot/lmtp'),
  },
  perl: {
    name: 'Mail::DKIM of Perl (libmail-dkim-perl)',
    isThere: () => spawnSync('perl', ['-MMail::DKIM::Verifier', '-e', '1'], { stdio: 'ignore' }).status === 0,
  },
  postfix: { name: "Postfix in Debian's places", isThere: oneOf('/usr/lib/postfix/sbin/master') },
  swaks: {
    name: "swaks' TLS (libnet-ssleay-perl)",
    isThere: () => spawnSync('perl', ['-MNet::SSLeay', '-e', '1'], { stdio: 'ignore' }).status === 0,
  },
};

/** null: it is there, with all it needs. */
function lack(name: string): string | null {
  if (findTool(name) === null) return name;
  const part = own(parts, name);
  return part === undefined || part.isThere() ? null : part.name;
}

/**
 * The path of a program that a test drives, or null after the test was marked as skipped by name.
 * With DOORPOST_TEST_TOOLS=required (continuous integration) a missing tool, or a missing part of one, is a failure.
 */
export function tool(context: TestContext, name: string): string | null {
  const missing = lack(name);
  if (missing === null) return findTool(name);
  if (process.env['DOORPOST_TEST_TOOLS'] === 'required')
    throw new Error(`${missing} is not installed, and every tool is required here`);
  context.skip(`${missing} is not installed`);
  return null;
}
