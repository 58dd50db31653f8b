/** Every state that the tests of the pages come to, looked at in every theme: continuous integration looks at each in one. */
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Finding, Terms } from '../proof.ts';

export interface Looked {
  readonly figures: Finding['figures'];
  readonly faults: readonly string[];
}

const folder = new URL('../../test/web/', import.meta.url);
const RESULT = /^(?<failed>not )?ok \d+ - (?<name>.*?)(?<skipped> # SKIP.*)?$/u;
/** Ends what is told of a test. */
const END = /^ {2}\.\.\.$/u;
const LINES_TOLD = 30;

export async function everyState(terms: Terms): Promise<Looked> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.test.ts')).toSorted();
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      `--import=${new URL('../compile-cache.mjs', folder).href}`,
      '--test',
      '--test-concurrency=1',
      '--test-timeout=300000',
      '--test-reporter=tap',
      ...files.map((name) => fileURLToPath(new URL(name, folder))),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DOORPOST_THEMES: 'every' } },
  );
  const stop = (): void => void child.kill();
  terms.signal.addEventListener('abort', stop, { once: true });
  const faults: string[] = [];
  let tests = 0;
  let telling: string[] | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    if (telling !== null && telling.length < LINES_TOLD) telling.push(line.trim());
    if (END.test(line) && telling !== null) {
      faults.push(telling.join('\n'));
      telling = null;
    }
    const result = RESULT.exec(line)?.groups;
    if (result === undefined) continue;
    tests++;
    terms.progress(`states: ${result['failed'] ?? ''}ok: ${result['name']}${result['skipped'] ?? ''}`);
    if (result['failed'] !== undefined) telling = [`${result['name']}:`];
  }
  terms.signal.removeEventListener('abort', stop);
  // One that says nothing has not run.
  if (tests === 0) faults.push('no test of the pages ran');
  return { figures: { 'tests of pages': tests }, faults };
}
