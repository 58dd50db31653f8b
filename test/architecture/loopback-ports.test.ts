/** The ports that tests and proofs give to their servers: no client may get one of them while its server is away. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { freePorts } from '../../lab/ports.ts';

test('ports given to servers are none that the system gives to clients, and no two are the same', async (t) => {
  const range = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(() => null);
  if (range === null) return t.skip('only Linux tells its range');
  const [first = 0] = range.trim().split(/\s+/u).map(Number);
  const ports = await freePorts(50);
  assert.equal(new Set(ports).size, 50);
  for (const port of ports) assert.ok(port < first, `${port} may be given to a client: clients get ${first} and above`);
});
