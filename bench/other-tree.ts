/** Another commit of this repository, checked out beside it and ready to run. */
import { execFile } from 'node:child_process';
import { access, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { startDoorpost } from '../lab/server/doorpost.ts';

const run = promisify(execFile);
const clone = fileURLToPath(new URL('..', import.meta.url));
const INSTALL_MS = 600_000;

export interface OtherTree {
  /** `1cb10dd`. */
  readonly commit: string;
  /** That tree's own: it prepares a data directory of its own format, and starts its own program. */
  readonly start: typeof startDoorpost;
}

/**
 * Lays the commit into `folder`, which must not exist. Where both have the same lock file it uses the packages of this clone, else it installs its own.
 * Rejects when there is no such commit, or when it has no `doorpost.ts` among its servers with `startDoorpost`.
 */
export async function layOut(commit: string, folder: string): Promise<OtherTree> {
  const { stdout } = await run('git', ['-C', clone, 'rev-parse', '--verify', '--short', `${commit}^{commit}`]);
  const short = stdout.trim();
  await run('git', ['clone', '--quiet', '--shared', '--no-checkout', clone, folder]);
  await run('git', ['-C', folder, 'checkout', '--quiet', '--detach', short]);
  if (await sameLock(folder)) await symlink(join(clone, 'node_modules'), join(folder, 'node_modules'));
  else await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, timeout: INSTALL_MS });
  const servers = await whereItsServersAre(folder);
  const entry = join(servers, 'doorpost.ts');
  const theirs = (await import(pathToFileURL(entry).href)) as { readonly startDoorpost: typeof startDoorpost };
  const children = (await import(pathToFileURL(join(servers, 'children.ts')).href)) as {
    endChildrenAtExit(): void;
  };
  children.endChildrenAtExit();
  return { commit: short, start: theirs.startDoorpost };
}

/** Up to 0.1.0 they stood among the benchmarks. */
async function whereItsServersAre(folder: string): Promise<string> {
  for (const place of ['lab/server', 'bench']) {
    const found = await access(join(folder, place, 'doorpost.ts')).then(
      () => true,
      () => false,
    );
    if (found) return join(folder, place);
  }
  throw new Error('the other commit has no benchmarks that could start its server');
}

async function sameLock(folder: string): Promise<boolean> {
  const [ours, theirs] = await Promise.all(
    [clone, folder].map((tree) => readFile(join(tree, 'package-lock.json'), 'utf8')),
  );
  return ours === theirs;
}
