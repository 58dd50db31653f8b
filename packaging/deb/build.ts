/**
 * `npm run package:deb`: the compiled program, its packages and the pinned Node as one Debian package for this machine's architecture.
 * dpkg-deb alone makes it; nothing is downloaded. `--version` for another than package.json's, `--to` for another folder than dist-deb/,
 * `--compress none` where it has to be quick.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const run = promisify(execFile);
const clone = fileURLToPath(new URL('../..', import.meta.url));
const files = fileURLToPath(new URL('files', import.meta.url));
const HOME = 'usr/lib/doorpost';
const SHARE = 'usr/share/doc/doorpost';
const MANUAL = 'usr/share/man/man1';
/** Debian's names of the machines that a pinned Node is for. */
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** Folders of a package that are for those who work on it. */
const FOR_AUTHORS = new Set([
  'test',
  'tests',
  'spec',
  'integration',
  'docs',
  'examples',
  'benchmark',
  'benchmarks',
  'scripts',
  'bin',
]);
/** Files that nothing runs, licences and manifests excepted. */
const NEVER_RUN = /(?:^|\/)\.[^/]+$|\.(?:md|markdown|map|html|flow|sh|png|d\.[cm]?ts)$/u;

const { values } = parseArgs({
  options: {
    version: { type: 'string', multiple: true },
    to: { type: 'string', default: join(clone, 'dist-deb') },
    compress: { type: 'string', default: 'xz' },
  },
});
const manifest = JSON.parse(await readFile(join(clone, 'package.json'), 'utf8')) as { readonly version: string };
const versions = values.version ?? [manifest.version];
/** As Debian's own tools are told who builds. */
const { DEBFULLNAME: builder = 'Doorpost', DEBEMAIL: address = 'root@localhost' } = process.env;
const stage = await mkdtemp(join(tmpdir(), 'doorpost-deb-'));
try {
  const architecture = await fill(stage);
  await mkdir(values.to, { recursive: true });
  for (const version of versions) {
    const name = join(values.to, `doorpost_${version}_${architecture}.deb`);
    await writeFile(join(stage, 'DEBIAN', 'control'), control(version, architecture, await sizeOf(stage)));
    await run('dpkg-deb', ['--build', '--root-owner-group', `-Z${values.compress}`, stage, name]);
    process.stdout.write(`${name}\n`);
  }
} finally {
  await rm(stage, { recursive: true, force: true });
}

/** Everything but the control file. Returns the architecture. */
async function fill(root: string): Promise<string> {
  const home = join(root, HOME);
  await mkdir(home, { recursive: true });
  const tsc = join(clone, 'node_modules', '.bin', 'tsc');
  await run(tsc, ['-p', 'tsconfig.build.json', '--outDir', join(home, 'dist'), '--sourceMap', 'false'], { cwd: clone });
  await run(process.execPath, [join('web', 'build.mjs')], { cwd: clone });
  await cp(join(clone, 'web', 'dist'), join(home, 'web', 'dist'), { recursive: true });
  for (const name of ['doorpost', 'package.json', 'LICENSE']) await cp(join(clone, name), join(home, name));
  for (const folder of await productionPackages())
    await cp(folder, join(home, relative(clone, folder)), { recursive: true, filter: await ownFilesOf(folder) });

  const node = join(clone, 'node_modules', `node-linux-${process.arch}`);
  const architecture = architectures[process.arch];
  if (architecture === undefined) throw new Error(`there is no pinned Node for ${process.arch}`);
  await cp(join(node, 'bin', 'node'), join(home, 'bin', 'node'));

  const unit = await readFile(join(clone, 'packaging', 'doorpost.service'), 'utf8');
  await mkdir(join(root, 'usr/lib/systemd/system'), { recursive: true });
  await writeFile(
    join(root, 'usr/lib/systemd/system/doorpost.service'),
    unit
      .replace(/^# .*\n/u, '')
      .replace('\n\n[Service]', '\nDocumentation=man:doorpost(1)\n\n[Service]')
      .replaceAll('/usr/local/bin/doorpost', '/usr/bin/doorpost'),
  );
  await cp(join(files, 'doorpost'), join(root, 'usr/bin/doorpost'));

  await cp(join(files, 'copyright'), join(root, SHARE, 'copyright'));
  await cp(join(node, 'LICENSE'), join(root, SHARE, 'LICENSE.node'));
  for (const name of ['README.md', 'CHANGELOG.md', 'docs'])
    await cp(join(clone, name), join(root, SHARE, name), { recursive: true });

  await writeFile(join(root, SHARE, 'changelog.gz'), gzipSync(changelog(versions[0] ?? ''), { level: 9 }));
  await mkdir(join(root, MANUAL), { recursive: true });
  await writeFile(
    join(root, MANUAL, 'doorpost.1.gz'),
    gzipSync(await readFile(join(files, 'doorpost.1')), { level: 9 }),
  );
  await cp(join(files, 'lintian-overrides'), join(root, 'usr/share/lintian/overrides/doorpost'));

  // Of many packages no file of types is left.
  await run('find', [home, '-type', 'd', '-empty', '-delete']);
  // The umask under which this clone was made may be any, and packages call files programs that are none.
  await run('find', [root, '-type', 'd', '-exec', 'chmod', '755', '{}', '+']);
  await run('find', [root, '-type', 'f', '-exec', 'chmod', '644', '{}', '+']);
  const programs = ['usr/bin/doorpost', `${HOME}/doorpost`, `${HOME}/bin/node`].map((name) => join(root, name));
  await run('chmod', ['755', ...programs]);

  const administrative = join(root, 'DEBIAN');
  const sums = await sumsOf(root);
  await mkdir(administrative, { mode: 0o755 });
  await writeFile(join(administrative, 'md5sums'), sums, { mode: 0o644 });
  await cp(join(files, 'templates'), join(administrative, 'templates'));
  for (const name of ['postinst', 'prerm', 'postrm']) {
    await cp(join(files, name), join(administrative, name));
    await run('chmod', ['755', join(administrative, name)]);
  }
  return architecture;
}

/** Their folders, those within others included: what `npm ci --omit=dev --omit=optional` would leave. */
async function productionPackages(): Promise<readonly string[]> {
  const { stdout } = await run('npm', ['ls', '--omit=dev', '--omit=optional', '--all', '--parseable'], { cwd: clone });
  return stdout.split('\n').filter((folder) => folder !== '' && relative(clone, folder).startsWith('node_modules'));
}

/** Without the packages inside, which are named themselves where they are wanted, and without what only their authors need. */
async function ownFilesOf(folder: string): Promise<(path: string) => boolean> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { readonly bin?: unknown };
  const { bin = {} } = manifest;
  const commands = new Set(
    (typeof bin === 'string' ? [bin] : Object.values(bin as object)).map((file) => normalize(file)),
  );
  return (path) => {
    const file = relative(folder, path);
    const [top = ''] = file.split('/');
    if (/(?:^|\/)node_modules(?:\/|$)/u.test(file) || FOR_AUTHORS.has(top)) return false;
    return !NEVER_RUN.test(file) && !commands.has(file);
  };
}

async function filesOf(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function sumsOf(root: string): Promise<string> {
  const lines: string[] = [];
  for (const name of await filesOf(root)) {
    const sum = createHash('md5').update(await readFile(join(root, name)));
    lines.push(`${sum.digest('hex')}  ${name}\n`);
  }
  return lines.join('');
}

/** KiB, as dpkg wants to know. */
async function sizeOf(root: string): Promise<number> {
  const { stdout } = await run('du', ['-sk', '--apparent-size', '--exclude=DEBIAN', root]);
  return Number.parseInt(stdout, 10);
}

/** In Debian's form; what has changed stands in CHANGELOG.md, beside it. */
function changelog(version: string): string {
  const { SOURCE_DATE_EPOCH: built } = process.env;
  const date = (built === undefined ? new Date() : new Date(Number(built) * 1_000)).toUTCString();
  return `doorpost (${version}) unstable; urgency=medium

  * Built from its sources; CHANGELOG.md tells what has changed.

 -- ${builder} <${address}>  ${date.replace('GMT', '+0000')}
`;
}

/** The package needs what the pinned Node links to; its scripts need adduser and debconf. */
function control(version: string, architecture: string, size: number): string {
  return `Package: doorpost
Version: ${version}
Architecture: ${architecture}
Maintainer: ${builder} <${address}>
Installed-Size: ${size}
Depends: adduser, debconf (>= 0.5) | debconf-2.0, libc6 (>= 2.28), libgcc-s1, libstdc++6 (>= 9)
Recommends: ca-certificates, systemd
Section: mail
Priority: optional
Description: mail flow for devices and applications
 Takes the mail of printers, alarm panels and line-of-business applications
 in by SMTP relay, client submission and Direct Send, keeps it safe, delivers
 it, and can always say what happened. Brings the Node.js that it runs with.
`;
}
