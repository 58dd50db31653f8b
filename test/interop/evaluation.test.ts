/** `npm start` as a newcomer meets it: what it prints is run, line by line, as printed. */
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePorts } from '../../lab/ports.ts';
import { launcher } from '../../lab/server/launcher.ts';
import { tool } from '../../lab/tools.ts';

const run = promisify(execFile);
const clone = fileURLToPath(new URL('../..', import.meta.url));
/** Patience with a loaded machine, not a mark. */
const PATIENCE_MS = 60_000;

/** Starts `./doorpost start` and resolves with what it printed once the commands are all there. */
async function start(
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly child: ChildProcess; readonly banner: string }> {
  const child = spawn(launcher, ['start'], {
    cwd: clone,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`did not start: ${printed}`));
    }, PATIENCE_MS);
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (!printed.includes('Ctrl-C stops it')) return;
      clearTimeout(late);
      resolve({ child, banner: printed });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`ended with ${code}: ${printed}`));
    });
  });
}

async function stop(child: ChildProcess): Promise<number | null> {
  child.removeAllListeners('exit');
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  return (await ended)[0];
}

describe('evaluation mode', () => {
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  let child: ChildProcess;
  let banner: string;
  let ports: readonly number[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorpost-evaluation-'));
    ports = await freePorts(4);
    const [smtp, submission, submissions, http] = ports;
    environment = {
      ...process.env,
      DOORPOST_DATA: join(folder, 'data'),
      DOORPOST_SMTP_PORT: String(smtp),
      DOORPOST_SUBMISSION_PORT: String(submission),
      DOORPOST_SUBMISSIONS_PORT: String(submissions),
      DOORPOST_HTTP_PORT: String(http),
    };
    ({ child, banner } = await start(environment));
  });
  after(async () => {
    if (child.exitCode === null) await stop(child);
    await rm(folder, { recursive: true, force: true });
  });

  test('says what it is and prints the password once', () => {
    assert.match(banner, /EVALUATION MODE/u);
    assert.match(banner, /password\s+of scanner@doorpost\.test: \S+/u);
  });

  test('every printed command does what the line above it says', async (context) => {
    for (const name of ['curl', 'swaks']) if (tool(context, name) === null) return;
    const lines = banner.slice(banner.indexOf('Try it')).split('\n');
    let refusalExpected = false;
    let commands = 0;
    const printed: Record<string, string> = {};
    for (const line of lines) {
      if (line.startsWith('#')) refusalExpected = /refused:/u.test(line);
      if (!/^(?:printf|curl|swaks|\.?\/?\S*doorpost) /u.test(line) || line.startsWith('Ctrl')) continue;
      commands++;
      const command = line.replace(/^\S*doorpost /u, `${launcher} `);
      const result = await run('bash', ['-c', command], { cwd: clone, env: environment, timeout: PATIENCE_MS }).then(
        ({ stdout }) => ({ code: 0, text: stdout }),
        (error: { code: number; stdout: string; stderr: string }) => ({
          code: error.code,
          text: error.stdout + error.stderr,
        }),
      );
      printed[line] = result.text;
      if (refusalExpected) assert.match(result.text, /550 5\.7\.64 .*\[ref /u, line);
      else assert.equal(result.code, 0, `${line}\n${result.text}`);
    }
    assert.ok(commands >= 9, `only ${commands} commands were printed`);

    const { rows } = await traced();
    // What the connector relays goes outside, and is kept back here.
    for (const [ingress, status] of [
      ['relay', 'Captured'],
      ['submission', 'Delivered'],
      ['direct', 'Delivered'],
    ]) {
      assert.ok(
        rows.some((row) => row.ingress === ingress && row.status === status),
        `nothing ${status} by ${ingress}: ${JSON.stringify(rows)}`,
      );
    }
    assert.ok(rows.some((row) => row.status === 'Rejected'));
    assert.ok((await readdir(join(folder, 'data/captured/new'))).length > 0, 'mail for outside is captured');
  });

  test("README's own lines do what they say", async (context) => {
    if (tool(context, 'curl') === null) return;
    const readme = await readFile(join(clone, 'README.md'), 'utf8');
    const block = /^# 1 {2}relay.*?(?=^```)/msu.exec(readme)?.[0] ?? '';
    const password = /password\s+of scanner@doorpost\.test: (\S+)/u.exec(banner)?.[1] ?? '';
    const commands = block
      .split('\n')
      .filter((line) => /^(?:curl|\.\/doorpost) /u.test(line))
      .map((line) =>
        line
          .replace('PASSWORD', password)
          .replace(':2525', `:${ports[0]}`)
          .replace(':2587', `:${ports[1]}`)
          .replace(/^\.\/doorpost/u, launcher),
      );
    assert.equal(commands.length, 5, block);
    const before = await delivered();
    for (const command of commands)
      await run('bash', ['-c', command], { cwd: clone, env: environment, timeout: PATIENCE_MS });
    const after = await delivered();
    for (const ingress of ['relay', 'submission', 'direct'])
      assert.equal(after.get(ingress), (before.get(ingress) ?? 0) + 1, `README's line for ${ingress}`);
  });

  /** Messages in the trace by their way in. */
  async function delivered(): Promise<ReadonlyMap<string | null, number>> {
    const { rows } = await traced();
    const counts = new Map<string | null, number>();
    for (const { ingress } of rows.filter(({ status }) => status !== 'Rejected'))
      counts.set(ingress, (counts.get(ingress) ?? 0) + 1);
    return counts;
  }

  async function traced(): Promise<{ readonly rows: readonly { ingress: string | null; status: string }[] }> {
    const { stdout } = await run(launcher, ['trace', '--json'], {
      cwd: clone,
      env: environment,
      timeout: PATIENCE_MS,
    });
    return JSON.parse(stdout) as { rows: { ingress: string | null; status: string }[] };
  }

  test('starts again on the same data, without printing the password', async () => {
    assert.equal(await stop(child), 0);
    ({ child, banner } = await start(environment));
    assert.match(banner, /credential reset scanner@doorpost\.test/u);
    assert.doesNotMatch(banner, /password\s+of scanner/u);
  });

  test('a port in use gives one line that names the setting', async () => {
    const second = { ...environment, DOORPOST_DATA: join(folder, 'other') };
    await assert.rejects(start(second), (error: Error) => {
      assert.match(error.message, /DOORPOST_\w+_PORT/u);
      assert.match(error.message, /in use/u);
      assert.doesNotMatch(error.message, /\n\s+at /u);
      return true;
    });
    // The password was not shown by the start that failed, so the one that works shows it.
    const [smtp, submission, submissions, http] = await freePorts(4);
    const third = await start({
      ...second,
      DOORPOST_SMTP_PORT: String(smtp),
      DOORPOST_SUBMISSION_PORT: String(submission),
      DOORPOST_SUBMISSIONS_PORT: String(submissions),
      DOORPOST_HTTP_PORT: String(http),
    });
    assert.match(third.banner, /password\s+of scanner@doorpost\.test: \S+/u);
    assert.equal(await stop(third.child), 0);
  });
});
