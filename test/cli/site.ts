/** Packages of our shape, and Nodes of any version, for the launcher to find: in a folder of a test's own, whose name has a blank. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launcher } from '../../lab/server/launcher.ts';

const clone = fileURLToPath(new URL('../..', import.meta.url));
const DEADLINE_MS = 60_000;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (part) => (out += part));
  child.stderr?.on('data', (part) => (err += part));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** A Node's stand-in that says a version, and otherwise which one it is and what it was given. Returns its folder. */
export async function fakeNode(bin: string, version: string, name = version): Promise<string> {
  await mkdir(bin, { recursive: true });
  await writeFile(
    join(bin, 'node'),
    `#!/bin/sh\n[ "$1" != --version ] || { echo v${version}; exit; }\nprintf '%s\\n' '${name}' "$@"\nexit 7\n`,
  );
  await chmod(join(bin, 'node'), 0o755);
  return bin;
}

/** Where npm puts the pinned Node below `place`. */
export const pinnedIn = (place: string): string =>
  join(place, 'node_modules', `node-linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}`, 'bin');

export class Site {
  readonly folder: string;
  /** Holds what the launcher may call, and no Node. */
  readonly #tools: string;
  readonly #running = new Set<ChildProcess>();

  private constructor(folder: string) {
    this.folder = folder;
    this.#tools = join(folder, 'tools');
  }

  static async make(): Promise<Site> {
    const site = new Site(await realpath(await mkdtemp(join(tmpdir(), 'doorpost launcher-'))));
    await mkdir(site.#tools);
    for (const name of ['readlink', 'uname']) {
      const found = execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
      await symlink(found, join(site.#tools, name));
    }
    return site;
  }

  /** `path`: folders of the PATH; none has a Node unless it is said there. */
  run(
    [command = '', ...args]: readonly string[],
    more: {
      readonly cwd?: string;
      readonly path?: readonly string[];
      readonly env?: Readonly<Record<string, string>>;
    } = {},
  ): ChildProcess {
    const child = spawn(command, args, {
      cwd: more.cwd ?? this.folder,
      timeout: DEADLINE_MS,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: [...(more.path ?? []), this.#tools].join(delimiter), ...more.env },
    });
    if (child.pid !== undefined) this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return child;
  }

  /** A package of our shape with a program of the test's. Returns its launcher. */
  async fakePackage(program = '', place = join(this.folder, 'a package')): Promise<string> {
    await mkdir(join(place, 'dist'), { recursive: true });
    await mkdir(join(place, 'node_modules'), { recursive: true });
    await writeFile(join(place, 'package.json'), '{"type":"module"}');
    await writeFile(join(place, 'dist', 'main.js'), program);
    await copyFile(launcher, join(place, 'doorpost'));
    await cp(join(clone, 'bin'), join(place, 'bin'), { recursive: true });
    return join(place, 'doorpost');
  }

  /** What still runs is ended first: a Node that ends writes its compile cache, and would put files where they are being removed. */
  async remove(): Promise<void> {
    await Promise.all(
      [...this.#running].map((child) => {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        return gone;
      }),
    );
    await rm(this.folder, { recursive: true, force: true });
  }
}
