/** The HTTP API beyond this machine, in a network namespace where there is such a thing without touching the machine's own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { tool } from '../../lab/tools.ts';

const child = fileURLToPath(new URL('./beyond-loopback-child.ts', import.meta.url));

test('in clear only this machine and known proxies are answered, and under TLS everybody', {
  timeout: 120_000,
}, (t) => {
  const [unshare, busybox] = [tool(t, 'unshare'), tool(t, 'busybox')];
  if (unshare === null || busybox === null) return;
  const apart = process.getuid?.() === 0 ? ['-n'] : ['-rn'];
  const addresses = [1, 2, 3].map((n) => `"$1" ip addr add 192.0.2.${n}/32 dev lo`);
  const network = ['"$1" ip link set lo up', ...addresses].join(' && ');
  if (spawnSync(unshare, [...apart, 'sh', '-c', network, 'sh', busybox]).status !== 0) {
    t.skip('no network namespace can be made here');
    return;
  }
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', child];
  const run = spawnSync(unshare, [...apart, 'sh', '-c', `${network} && shift && exec "$@"`, 'sh', busybox, ...node], {
    encoding: 'utf8',
    timeout: 110_000,
  });
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(JSON.parse(run.stdout), {
    'clear, proxy': 'HTTP/1.1 200 OK',
    'clear, proxy, with a right': 'HTTP/1.1 403 Forbidden',
    'clear, stranger': '',
    'clear, this machine': 'HTTP/1.1 200 OK',
    'TLS, stranger': 'HTTP/1.1 200 OK',
    'TLS, stranger, metrics': 'HTTP/1.1 401 Unauthorized',
    unprotected: 'unprotected',
  });
});
