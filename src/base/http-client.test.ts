import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { fetchOverHttp, judgedLookup, NO_SUCH_WAY, troubleOf } from './http-client.ts';

const request = (mayConnect?: (address: string) => boolean) => ({
  ...{ method: 'POST', headers: {}, body: 'secret', signal: AbortSignal.timeout(10_000) },
  mayConnect,
});

test('a host none of whose addresses may be connected to hears nothing, and one that was judged is asked there', async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((incoming, answer) => {
    asked.push(incoming.url);
    if (incoming.url === '/away') answer.writeHead(302, { location: '/elsewhere' });
    answer.end('yes');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  try {
    const judged: string[] = [];
    const never = (address: string): boolean => {
      judged.push(address);
      return false;
    };
    const refused = await fetchOverHttp(`${url}/in`, request(never)).catch((error: unknown) => troubleOf(error).code);
    assert.equal(refused, NO_SUCH_WAY);
    assert.ok(judged.includes('127.0.0.1'), judged.join(' '));
    assert.deepEqual(asked, []);
    // A connection that is kept open for those who may is of no use to those who may not.
    const only = (address: string): boolean => address === '127.0.0.1';
    assert.equal(await (await fetchOverHttp(`${url}/in`, request(only))).text(), 'yes');
    assert.equal(await (await fetchOverHttp(`${url}/in`, request())).text(), 'yes');
    await assert.rejects(fetchOverHttp(`${url}/in`, request(never)));
    assert.equal((await fetchOverHttp(`${url}/away`, request(only))).status, 302, 'no redirect is followed');
    assert.deepEqual(asked, ['/in', '/in', '/away']);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('of several addresses those that may be are given, as the connection asks for them', () => {
  const found = [
    { address: '10.0.0.1', family: 4 },
    { address: '8.8.8.8', family: 4 },
    { address: '::ffff:10.0.0.1', family: 6 },
  ];
  const look = ((_name: string, options: { all?: boolean }, give: (error: null, all: typeof found) => void) => {
    assert.equal(options.all, true);
    give(null, found);
  }) as never;
  const given: unknown[] = [];
  const lookup = judgedLookup((address) => address === '8.8.8.8', look);
  lookup('a.example', { all: true }, (...answer) => void given.push(answer));
  lookup('a.example', {}, (...answer) => void given.push(answer));
  assert.deepEqual(given, [
    [null, [{ address: '8.8.8.8', family: 4 }]],
    [null, '8.8.8.8', 4],
  ]);
});
