/** The doors of the HTTP API against who holds them open, comes by a proxy, or sends what is no text and no cursor. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { httpSettings, openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';

const portOf = (t: TestAdmin): number => t.admin.listening().find(({ port }) => port !== null)?.port ?? 0;

async function openSockets(where: object, count: number, words: string): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let at = 0; at < count; at++) {
    const socket = connect({ ...where, host: '127.0.0.1' } as never);
    socket.on('error', () => {});
    await once(socket, 'connect');
    if (words !== '') socket.write(words);
    sockets.push(socket);
  }
  return sockets;
}

describe('whoever holds connections open does not shut out others', () => {
  for (const [what, words] of [
    ['idle', ''],
    ['with half a request', 'GET /healthz HTTP/1.1\r\nHost: lo'],
    ['with half a body', 'POST /api/v1/organizations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{'],
    ['that do not read', 'GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ] as const)
    test(`${bounds.admin.connections} connections ${what}`, async () => {
      await using t = await openTestAdmin();
      const { token } = (await t.ask('POST', '/api/v1/tokens', { name: 'ci' })).body;
      const held = await openSockets({ port: portOf(t) }, bounds.admin.connections + 5, words);
      try {
        for (const socket of held) socket.pause();
        assert.equal((await t.askTcp('GET', '/healthz')).status, 200);
        assert.equal((await t.askTcp('GET', '/api/v1/status', { token })).status, 200);
      } finally {
        for (const socket of held) socket.destroy();
      }
    });
  test('a request that is signed in is not ended for those that ask nothing', async () => {
    let answer = (): void => {};
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await using t = await openTestAdmin({
      over: {
        testConnector: async () => {
          await slow;
          return { ok: true, steps: [] };
        },
        reloadCertificates: () => slow,
      },
    });
    const { token } = (await t.ask('POST', '/api/v1/tokens', { name: 'ci' })).body;
    const running = t.askTcp('POST', '/api/v1/certificates/reload', { token });
    const held = await openSockets({ port: portOf(t) }, bounds.admin.connections + 5, '');
    answer();
    assert.equal((await running).status, 200);
    for (const socket of held) socket.destroy();
  });
});

describe('a proxy on this machine does not publish what is open to this machine', () => {
  const headers = [
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'X-Forwarded-Server',
    'X-Forwarded',
    'Forwarded',
    'Via',
    'X-Real-IP',
    'X-Client-IP',
    'X-Cluster-Client-IP',
    'True-Client-IP',
    'CF-Connecting-IP',
    'CDN-Loop',
    'X-Original-URL',
    'X-Envoy-External-Address',
    'X-ARR-LOG-ID',
    'Fastly-Client-IP',
    'X-Azure-ClientIP',
  ];
  test('/metrics asks for a token', async () => {
    await using t = await openTestAdmin();
    await using behind = await openTestAdmin({
      settings: { http: { ...httpSettings, trustedProxies: ['127.0.0.0/8'] } },
    });
    const { token } = (await behind.ask('POST', '/api/v1/tokens', { name: 'ci' })).body;
    assert.equal((await t.askTcp('GET', '/metrics')).status, 200);
    assert.equal((await behind.askTcp('GET', '/metrics')).status, 200);
    for (const name of headers) {
      const forwarded = { [name]: '' };
      const told = { 'x-forwarded-proto': 'https', ...forwarded };
      if (name !== 'X-Forwarded-Proto') {
        assert.equal((await behind.askTcp('GET', '/metrics', { headers: told })).status, 401, name);
        assert.equal((await behind.askTcp('GET', '/metrics', { headers: told, token })).status, 200, name);
      }
      assert.equal((await behind.askTcp('GET', '/metrics', { headers: forwarded, token })).status, 403, name);
      assert.equal((await t.askTcp('GET', '/metrics', { headers: forwarded })).status, 403, name);
      assert.equal((await t.askTcp('GET', '/healthz', { headers: forwarded })).status, 200, name);
    }
    assert.equal((await t.askTcp('GET', '/metrics', { host: 'admin.service.test' })).status, 401);
    assert.equal((await t.askTcp('GET', '/metrics', { host: 'localhost:8525' })).status, 200);
    const socket = connect({ host: '127.0.0.1', port: portOf(t) });
    socket.end('GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n');
    const [first] = (await once(socket, 'data')) as [Buffer];
    assert.match(first.toString('latin1'), /^HTTP\/1\.1 403 /u);
    socket.destroy();
  });
  test('the local socket is no sign-in for who comes by a proxy', async () => {
    await using t = await openTestAdmin();
    const { token } = (await t.ask('POST', '/api/v1/tokens', { name: 'ci' })).body;
    const socket = connect(t.socketPath);
    const ask = async (more: string): Promise<string> => {
      socket.write(`GET /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`);
      const [part] = (await once(socket, 'data')) as [Buffer];
      return part.toString('latin1').split('\r\n')[0] ?? '';
    };
    assert.match(await ask(''), / 200 /u);
    for (const scheme of ['', 'X-Forwarded-Proto: https\r\n'])
      assert.match(await ask(`X-Forwarded-For: 192.0.2.1\r\n${scheme}Authorization: Bearer ${token}\r\n`), / 403 /u);
    socket.destroy();
  });
});

test('a cursor that is none is 400, in every list', async () => {
  await using t = await openTestAdmin();
  const lists: readonly (readonly [path: string, good: string, bad: readonly string[]])[] = [
    ['/api/v1/trace?after=', '12', ['-1', '1.5', '9007199254740993', '1.0']],
    ['/api/v1/queue?after=', '12.0', ['12', '1.x', '-1.0', '1.2.3']],
    ['/api/v1/audit?before=', '12', ['-1', '1.5', '1e999']],
  ];
  for (const [path, good, bad] of lists) {
    assert.notEqual((await t.ask('GET', `${path}${good}`)).status, 400, path);
    for (const one of [...bad, '', 'x', '0x10', 'NaN', 'Infinity', "1'--", '%00', '1 2', '١٢'.normalize()]) {
      const answer = await t.ask('GET', `${path}${/^%/u.test(one) ? one : encodeURIComponent(one)}`);
      assert.equal(answer.status, 400, `${path}${one}`);
      assert.match(answer.text, /no place in a list/u);
    }
  }
});

test('an address that is no UTF-8 is 400', async () => {
  await using t = await openTestAdmin();
  for (const path of [
    '/api/v1/trace?sender=%ff',
    '/api/v1/trace?sender=%ed%a0%80',
    '/api/v1/mailboxes/%c0%af',
    '/api/v1/trace?text=%',
  ])
    assert.equal((await t.ask('GET', path)).status, 400, path);
  assert.equal((await t.ask('GET', '/api/v1/trace?sender=%C3%BC%40x.test')).status, 200);
});

test('JSON that is no UTF-8 is 400, and changes nothing', async () => {
  await using t = await openTestAdmin();
  const { token } = (await t.ask('POST', '/api/v1/tokens', { name: 'ci' })).body;
  const post = async (body: Buffer): Promise<string> => {
    const socket = connect({ host: '127.0.0.1', port: portOf(t) });
    socket.write(
      `POST /api/v1/organizations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body);
    let text = '';
    for await (const part of socket) text += String(part);
    return text;
  };
  const named = (name: string, encoding: BufferEncoding): Buffer => Buffer.from(`{"name":"${name}"}`, encoding);
  for (const body of [
    named('Käserei', 'latin1'),
    Buffer.from([...Buffer.from('{"name":"a'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')]),
    Buffer.from([...Buffer.from('{"name":"a'), 0xc0, 0xaf, ...Buffer.from('"}')]),
    named('a', 'utf16le'),
    named('a\\ud800', 'utf8'),
    Buffer.from('{"name":"a","\\udc00":1}'),
  ])
    assert.match(await post(body), /^HTTP\/1\.1 400 [\s\S]*(?:UTF-8|valid JSON)/u, body.toString('latin1'));
  assert.equal(t.directory.current.organizations.length, 0);
  assert.match(await post(named('Käserei \\ud83d\\ude00', 'utf8')), /^HTTP\/1\.1 201 /u);
});

describe('by a proxy', () => {
  const asked = { 'x-forwarded-for': '192.0.2.7', 'x-forwarded-proto': 'https' };
  const trusting = { http: { ...httpSettings, trustedProxies: ['127.0.0.1'], url: 'https://relay.test' } };

  test('nobody signs in who may have been read along, and is told what to change', async () => {
    await using known = await openTestAdmin({ settings: trusting });
    await using unknown = await openTestAdmin();
    for (const [t, headers, cure] of [
      [known, { ...asked, 'x-forwarded-proto': 'http' }, /https address/],
      [known, { 'x-forwarded-for': '192.0.2.7' }, /X-Forwarded-Proto/],
      [unknown, asked, /http\.trustedProxies/],
    ] as const) {
      const { token } = (await t.ask('POST', '/api/v1/tokens', { name: `ci${Math.random()}` })).body;
      const answer = await t.askTcp('GET', '/api/v1/status', { headers, token });
      assert.equal(answer.status, 403);
      assert.equal(answer.body.type, '/problems/not-encrypted');
      assert.match(answer.body.cure, cure);
    }
    const { token } = (await known.ask('POST', '/api/v1/tokens', { name: 'ci' })).body;
    assert.equal((await known.askTcp('GET', '/api/v1/status', { headers: asked, token })).status, 200);
  });

  test('what is open stays open', async () => {
    for (const t of [await openTestAdmin(), await openTestAdmin({ settings: trusting })])
      try {
        for (const path of ['/healthz', '/readyz', '/openapi.json', '/problems/not-encrypted'])
          for (const headers of [asked, { 'x-forwarded-for': '192.0.2.7' }])
            assert.equal((await t.askTcp('GET', path, { headers })).status, 200, path);
      } finally {
        await t[Symbol.asyncDispose]();
      }
  });

  test('both names have to be ours: the one it was asked by, and the one it asks by', async () => {
    await using t = await openTestAdmin({ settings: trusting });
    const status = async (host: string, forwarded: string): Promise<number> =>
      (await t.askTcp('GET', '/healthz', { host, headers: { ...asked, 'x-forwarded-host': forwarded } })).status;
    assert.equal(await status('127.0.0.1', 'relay.test'), 200, 'http.url names it');
    assert.equal(await status('relay.test', 'admin.service.test'), 200);
    assert.equal(await status('127.0.0.1', 'evil.example'), 421);
    assert.equal(await status('evil.example', 'relay.test'), 421);
  });
});
