/** Where and with what was measured: a figure without it says nothing. */
import { execFile } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './results.ts';
import type { PostfixFiles } from './tools.ts';

const run = promisify(execFile);
const clone = fileURLToPath(new URL('..', import.meta.url));

export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly kernel: string;
  readonly fileSystem: string;
  /** Median time of a synced write of 4 KiB, appended: what every acknowledgement waits for, alone or in company. */
  readonly syncMs: number;
  readonly node: string;
  readonly openssl: string;
  /** With the commit, when run from a clone; `+` when files were changed since. */
  readonly doorpost: string;
  /** null: not had. */
  readonly postfix: string | null;
}

/** @param folder where the systems under measurement keep their data. */
export async function thisMachine(folder: string, files: PostfixFiles | null): Promise<Machine> {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    fileSystem: (await said('stat', ['-f', '-c', '%T', folder])) ?? 'unknown',
    syncMs: await syncMs(folder),
    node: process.version,
    openssl: process.versions.openssl ?? 'unknown',
    doorpost: await doorpostVersion(),
    postfix: files === null ? null : await postfixVersion(files),
  };
}

async function doorpostVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(clone, 'package.json'), 'utf8')) as { version: string };
  const commit = await said('git', ['-C', clone, 'rev-parse', '--short', 'HEAD']);
  if (commit === null) return version;
  const changed = await said('git', ['-C', clone, 'status', '--porcelain', '--untracked-files=no', 'src', 'doorpost']);
  return `${version} (${commit}${changed === '' ? '' : '+'})`;
}

async function postfixVersion(files: PostfixFiles): Promise<string> {
  const environment = { ...process.env, LD_LIBRARY_PATH: files.libraries };
  return (await said(join(files.root, 'usr/sbin/postconf'), ['-d', '-h', 'mail_version'], environment)) ?? 'unknown';
}

async function said(command: string, words: readonly string[], env = process.env): Promise<string | null> {
  try {
    return (await run(command, words, { env, timeout: 10_000 })).stdout.trim();
  } catch {
    return null; // not there: the figures are none the worse
  }
}

const SYNCS = 200;

async function syncMs(folder: string): Promise<number> {
  const path = join(folder, 'sync-probe');
  const file = await open(path, 'w');
  const piece = Buffer.alloc(4_096, 120);
  const times: number[] = [];
  try {
    for (let written = 0; written < SYNCS; written++) {
      const startedAt = performance.now();
      await file.write(piece);
      await file.datasync();
      times.push(performance.now() - startedAt);
    }
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
  return median(times);
}
