/** The compose file keeps to what the image and the server need; Compose and systemd find no fault with what is theirs. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { bounds } from '../../src/base/bounds.ts';
import { tool } from '../../lab/tools.ts';

const execute = promisify(execFile);
const PATIENCE_MS = 120_000;

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Compose {
  readonly services: {
    readonly doorpost: {
      readonly network_mode: string;
      readonly cap_drop: readonly string[];
      readonly cap_add: readonly string[];
      readonly stop_grace_period: string;
      readonly volumes: readonly string[];
      readonly security_opt?: readonly string[];
    };
  };
  readonly volumes: Readonly<Record<string, unknown>>;
}

test('compose gives the container its rights, its volume and time to drain', async () => {
  const { services, volumes } = parse(await read('packaging/compose.yaml')) as Compose;
  const { doorpost } = services;
  const volume = /^VOLUME (\S+)$/mu.exec(await read('Dockerfile'))?.[1];
  assert.ok(doorpost.volumes.includes(`doorpost:${volume}`));
  assert.ok('doorpost' in volumes);
  assert.equal(doorpost.network_mode, 'host');
  // The program has a file capability: without the right, or without new privileges, node does not start.
  assert.deepEqual([doorpost.cap_drop, doorpost.cap_add], [['ALL'], ['NET_BIND_SERVICE']]);
  assert.equal(doorpost.security_opt, undefined);
  assert.ok(Number(/^(\d+)s$/u.exec(doorpost.stop_grace_period)?.[1]) * 1_000 > bounds.cli.drain);
});

test('compose reads its file as it is meant', async (context) => {
  const compose = tool(context, 'docker-compose');
  if (compose === null) return;
  const file = fileURLToPath(new URL('../../packaging/compose.yaml', import.meta.url));
  const { stdout, stderr } = await execute(compose, ['--file', file, 'config'], { timeout: PATIENCE_MS });
  assert.equal(stderr, '');
  const { services } = parse(stdout) as {
    services: { doorpost: { build: { context: string }; network_mode: string } };
  };
  const clone = fileURLToPath(new URL('../..', import.meta.url));
  assert.equal(join(services.doorpost.build.context, '/'), clone);
  assert.equal(services.doorpost.network_mode, 'host');
});

test('systemd finds no fault with the unit', async (context) => {
  const analyze = tool(context, 'systemd-analyze');
  if (analyze === null) return;
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-unit-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const unit = join(folder, 'doorpost.service');
  const verify = async (text: string): Promise<string> => {
    await writeFile(unit, text);
    const said = await execute(analyze, ['verify', '--man=no', unit], { timeout: PATIENCE_MS }).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    return `${said.stdout}${said.stderr}`;
  };
  // The program is asked for, and is not installed here.
  const text = (await read('packaging/doorpost.service')).replaceAll('/usr/local/bin/doorpost', '/bin/true');
  assert.equal(await verify(text), '');
  assert.match(await verify(text.replace('WatchdogSec', 'WatchDogSecs')), /WatchDogSecs/u);
});
