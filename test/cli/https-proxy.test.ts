/** Requests to token endpoints, Graph and webhooks go by the proxy that the environment names; `docs/operate/https.md` says how. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const client = fileURLToPath(new URL('../../src/base/http-client.ts', import.meta.url));
const ask = `
  const { fetchOverHttp } = await import(process.argv[1]);
  const init = { method: 'GET', headers: {}, signal: AbortSignal.timeout(10_000) };
  await fetchOverHttp('https://login.example/token', init).catch(() => {});
`;

test('a proxy that the environment names is asked for the way to an https host', async (context) => {
  const asked: string[] = [];
  const proxy = createServer((_request, response) => void response.writeHead(502).end());
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  context.after(() => proxy.close());
  const { port } = proxy.address() as AddressInfo;
  const child = execFile(process.execPath, ['--input-type=module', '--eval', ask, client], {
    env: { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: 'localhost' },
    timeout: 60_000,
  });
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 0);
  assert.deepEqual(asked, ['login.example:443']);
});
