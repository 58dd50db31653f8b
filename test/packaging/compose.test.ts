/** The compose file keeps to what the image and the server need. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';
import { bounds } from '../../src/base/bounds.ts';

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
