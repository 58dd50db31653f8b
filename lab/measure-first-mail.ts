/**
 * The stopwatch of a new user: `node lab/measure-first-mail.ts`. From `git clone` of this checkout's commit, by README's own commands, to the first
 * mail seen in the browser's trace. Ports of evaluation mode must be free; it prints the seconds of each step.
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

const PATIENCE_MS = 600_000;
const here = fileURLToPath(new URL('..', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'first-mail-'));
const clone = join(folder, 'doorpost');
const signal = AbortSignal.timeout(PATIENCE_MS);

async function run(command: string, options: readonly string[], cwd: string): Promise<void> {
  const child = spawn(command, options, { cwd, signal, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  assert.equal(code, 0, [command, ...options].join(' '));
}

/** The link is printed at a terminal alone, and in no container. */
const start = () =>
  spawn('script', ['-qfec', 'npm start', '/dev/null'], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });

/** As it was printed; in a container as `doorpost admin link` makes it. */
async function linkOf(output: AsyncIterable<Buffer>): Promise<string> {
  const link = /http:\/\/localhost:\d+\/#enter=[\w-]+/u;
  let text = '';
  for await (const part of output) {
    text += part.toString('utf8');
    const printed = link.exec(text)?.[0];
    if (printed !== undefined) return printed;
    if (text.includes('Ctrl-C stops it')) break;
  }
  const { stdout } = await promisify(execFile)('./doorpost', ['admin', 'link'], { cwd: clone, signal });
  const [made] = link.exec(stdout) ?? assert.fail(`no link:\n${text}\n${stdout}`);
  return made;
}

/** README's first `curl` line, as it stands there. */
async function relayLine(): Promise<string> {
  const line = (await readFile(join(clone, 'README.md'), 'utf8'))
    .split('\n')
    .find((each) => each.includes('alarm@doorpost.test'));
  assert.ok(line !== undefined);
  return line;
}

let last = performance.now();
const begun = last;
function tell(step: string): void {
  const now = performance.now();
  console.log(`${((now - last) / 1000).toFixed(1).padStart(6)} s  ${step}`);
  last = now;
}

let server: ReturnType<typeof start> | null = null;
try {
  const browser = await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  last = performance.now();
  const before = last - begun;
  await run('git', ['clone', '-q', here, clone], folder);
  tell('git clone');
  await run('npm', ['ci'], clone);
  tell('npm ci');
  server = start();
  const link = await linkOf(server.stdout.iterator({ destroyOnReturn: false }));
  server.stdout.resume();
  tell('npm start, to the link');
  const page = await browser.newPage({ baseURL: new URL(link).origin, locale: 'en-GB' });
  await page.goto(link);
  await page.getByRole('heading', { level: 1 }).waitFor();
  tell('one click: Home');
  await run('bash', ['-c', await relayLine()], clone);
  await page.getByRole('link', { name: 'Message trace' }).click();
  await page.getByRole('grid').getByText('alarm@doorpost.test').first().waitFor();
  tell('the first mail, seen in the trace with the second click');
  console.log(`${((performance.now() - begun - before) / 1000).toFixed(1).padStart(6)} s  in all`);
  await browser.close();
} finally {
  if (server?.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGTERM');
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
}
