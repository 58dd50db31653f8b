/** Finds or unpacks Postfix: its load generator, its sink, and its mail system, run from a folder of our own and never as the machine's. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PostfixFiles {
  /** Where `usr/sbin/smtp-source` and its kin lie: `/` when installed. */
  readonly root: string;
  /** For LD_LIBRARY_PATH. */
  readonly libraries: string;
}

/**
 * Postfix as installed, or Debian's package unpacked below `cache` (nothing is installed, no maintainer script runs).
 * null, and the reason, when it cannot be had: benchmarks then run without ratios.
 */
export async function findPostfix(cache: string): Promise<PostfixFiles | { readonly missing: string }> {
  if (existsSync('/usr/sbin/smtp-source') && existsSync('/usr/lib/postfix/sbin/master'))
    return { root: '/', libraries: '/usr/lib/postfix' };
  const root = join(cache, 'postfix');
  const here = (): PostfixFiles => ({ root, libraries: join(root, 'usr/lib/postfix') });
  if (existsSync(join(root, 'usr/sbin/smtp-source'))) return here();
  try {
    await mkdir(root, { recursive: true });
    await run('apt-get', ['download', 'postfix'], { cwd: root, timeout: 120_000 });
    const archive = (await readdir(root)).find((name) => name.endsWith('.deb'));
    if (archive === undefined) return { missing: 'the package manager brought no postfix package' };
    await run('dpkg', ['-x', archive, '.'], { cwd: root, timeout: 120_000 });
    return here();
  } catch (error) {
    return {
      missing: `postfix could not be had (${(error as Error).message.split('\n')[0]}); install it, or run "apt-get update" first`,
    };
  }
}
