/** The sockets of the HTTP API: TLS, whose connections are taken, and addresses that cannot be opened. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo, connect, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { request as secureRequest } from 'node:https';
import { createManualClock } from '../../lab/manual-clock.ts';
import { httpSettings, openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { type Authority, type Certificate, createAuthority } from '../../lab/peers/certificates.ts';
import { bounds } from '../../src/base/bounds.ts';
import type { ShownCertificates } from '../../src/mail/doors/shown-certificates.ts';
import type { Observation } from '../../src/mail/observation.ts';
import { guardConnections } from '../../src/admin/http/connections.ts';
import { mayOpen } from '../../src/admin/http/listening.ts';

const portOf = (t: TestAdmin): number => t.admin.listening().find(({ port }) => port !== null)?.port ?? 0;

/** Certificates that a test changes under the server. */
function shownBy(...first: readonly Certificate[]) {
  let now = first;
  const followers = new Set<() => void>();
  const shown: ShownCertificates = {
    pairs: () => now.map(({ cert, key }) => ({ certificate: cert, key })),
    follow: (changed) => {
      followers.add(changed);
      return () => void followers.delete(changed);
    },
  };
  return {
    shown,
    followers,
    change(...next: readonly Certificate[]) {
      now = next;
      for (const changed of followers) changed();
    },
  };
}

const secure = { http: { ...httpSettings, tls: 'on' as const, hosts: ['relay.test'] } };

interface Asked {
  readonly status: number;
  readonly text: string;
  readonly shown: string;
  readonly keyType: string | undefined;
}

function askSecurely(port: number, path: string, ca: string, more: object = {}): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const asking = secureRequest(
      {
        host: '127.0.0.1',
        servername: 'relay.test',
        port,
        path,
        ca,
        agent: false,
        timeout: 10_000,
        headers: { host: 'relay.test' },
        ...more,
      },
      (answer: IncomingMessage) => {
        const certificate = (answer.socket as TLSSocket).getPeerX509Certificate();
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            text: Buffer.concat(parts).toString(),
            shown: certificate?.serialNumber ?? '',
            keyType: certificate?.publicKey.asymmetricKeyType,
          }),
        );
      },
    );
    asking.on('timeout', () => asking.destroy(new Error('no answer')));
    asking.on('error', reject);
    asking.end();
  });
}

/** The octets that come before the peer ends the connection. */
async function sayTo(port: number, octets: string, from: object = {}): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, ...from });
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  socket.on('error', () => {});
  socket.end(octets);
  await once(socket, 'close');
  return Buffer.concat(parts).toString('latin1');
}

describe('TLS', () => {
  let authority: Authority;
  const issue = async (kind?: 'ecdsa' | 'rsa'): Promise<Certificate> => {
    authority ??= await createAuthority();
    return authority.issue(['relay.test', '127.0.0.1'], undefined, kind);
  };

  test('is spoken by the certificates of mail, of both kinds of key, and a token is taken by it', async () => {
    const { shown } = shownBy(await issue('ecdsa'), await issue('rsa'));
    await using t = await openTestAdmin({ settings: secure, over: { certificates: shown } });
    const { token } = (await t.ask('POST', '/api/v1/tokens', { name: 'ci' })).body;
    const asked = await askSecurely(portOf(t), '/api/v1/status', authority.cert, {
      headers: { host: 'relay.test', authorization: `Bearer ${token}` },
    });
    assert.equal(asked.status, 200, asked.text);
    assert.equal(asked.keyType, 'ec');
    const old = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' };
    assert.equal((await askSecurely(portOf(t), '/healthz', authority.cert, old)).keyType, 'rsa');
    await assert.rejects(
      askSecurely(portOf(t), '/healthz', authority.cert, {
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'ALL@SECLEVEL=0',
      }),
      /alert|protocol/iu,
    );
  });

  test('shows a new certificate to the next connection, and ends none', async () => {
    const first = await issue();
    const second = await issue();
    const { shown, change, followers } = shownBy(first);
    await using t = await openTestAdmin({ settings: secure, over: { certificates: shown } });
    const before = await askSecurely(portOf(t), '/healthz', authority.cert);
    const open = connectTls({ host: '127.0.0.1', port: portOf(t), ca: authority.cert, servername: 'relay.test' });
    await once(open, 'secureConnect');
    change(second);
    assert.notEqual((await askSecurely(portOf(t), '/healthz', authority.cert)).shown, before.shown);
    open.write('GET /healthz HTTP/1.1\r\nHost: relay.test\r\nConnection: close\r\n\r\n');
    const [said] = (await once(open, 'data')) as [Buffer];
    assert.match(said.toString('latin1'), /^HTTP\/1\.1 200 /u);
    open.destroy();
    await t.admin.close();
    assert.equal(followers.size, 0);
  });

  test('clear text to it is not answered with anything of ours, and not taken for secure', async () => {
    const { shown } = shownBy(await issue());
    await using t = await openTestAdmin({ settings: secure, over: { certificates: shown } });
    assert.doesNotMatch(await sayTo(portOf(t), 'GET /healthz HTTP/1.1\r\nHost: relay.test\r\n\r\n'), /HTTP\/1\.1 200/u);
    assert.equal((await askSecurely(portOf(t), '/healthz', authority.cert)).status, 200);
  });

  test('gone connections leave no place behind, and those that never finish a handshake make room', async () => {
    const { shown } = shownBy(await issue());
    await using t = await openTestAdmin({ settings: secure, over: { certificates: shown } });
    const held: Socket[] = [];
    for (let at = 0; at < bounds.admin.connections + 5; at++) {
      const socket = connect({ host: '127.0.0.1', port: portOf(t) });
      socket.on('error', () => {});
      await once(socket, 'connect');
      held.push(socket);
    }
    assert.equal((await askSecurely(portOf(t), '/healthz', authority.cert)).status, 200);
    for (const socket of held) socket.destroy();
  });

  test('cannot be wished for without certificates: it is never clear instead', async () => {
    await using t = await openTestAdmin();
    await assert.rejects(openTestAdmin({ settings: secure }), /no certificates/u);
    assert.equal((await t.askTcp('GET', '/healthz')).status, 200);
  });
});

describe('an address that is not opened', () => {
  const alarms: Observation[] = [];
  const observe = (observation: Observation): void => void alarms.push(observation);

  test('beyond this machine: neither without TLS nor without a proxy', () => {
    const open = (address: string, more: Partial<typeof httpSettings>): boolean =>
      mayOpen(address, { ...httpSettings, ...more });
    for (const address of ['0.0.0.0', '::', '192.0.2.1', '2001:db8::1']) {
      assert.equal(open(address, {}), false, address);
      assert.equal(open(address, { tls: 'on' }), true, address);
      assert.equal(open(address, { trustedProxies: ['192.0.2.9'] }), true, address);
    }
    for (const address of ['127.0.0.1', '127.1.2.3', '::1']) assert.equal(open(address, {}), true, address);
  });

  test('is an alarm, and the others and the local socket answer', async () => {
    alarms.length = 0;
    await using t = await openTestAdmin({
      settings: { http: { ...httpSettings, addresses: ['0.0.0.0', '127.0.0.1', '192.0.2.77'], trustedProxies: [] } },
      over: { observe },
    });
    assert.equal((await t.ask('GET', '/healthz')).status, 200);
    assert.equal((await t.askTcp('GET', '/healthz')).status, 200);
    assert.deepEqual(
      t.admin.closed()?.map(({ address, why }) => `${address} ${why}`),
      ['0.0.0.0 unprotected', '192.0.2.77 unprotected'],
    );
    assert.equal(alarms.filter(({ kind }) => kind === 'alarm').length, 1);
  });

  test('is named by why: no such address, no right', async () => {
    await using t = await openTestAdmin({
      settings: { http: { ...httpSettings, addresses: ['192.0.2.77', '127.0.0.1'], trustedProxies: ['192.0.2.9'] } },
    });
    assert.deepEqual(t.admin.closed(), [{ address: '192.0.2.77', port: 0, why: 'no-address', code: 'EADDRNOTAVAIL' }]);
  });

  test('is opened as soon as the port is free', async () => {
    const clock = createManualClock();
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    await using t = await openTestAdmin({ settings: { http: { ...httpSettings, port } }, over: { observe, clock } });
    assert.equal(t.admin.closed()?.[0]?.why, 'in-use');
    assert.equal((await t.ask('GET', '/healthz')).status, 200);
    blocker.close();
    await once(blocker, 'close');
    await clock.advance(bounds.admin.reopen);
    for (let tries = 0; t.admin.closed()?.length !== 0 && tries < 500; tries++) await wait(10);
    assert.deepEqual(t.admin.closed(), []);
    assert.equal(portOf(t), port);
  });
});

describe('connections', () => {
  /** A server of HTTP behind the guard, to which each connection seems to come from an address of the test's choice. */
  async function guarded(admits: (address: string) => boolean, seems: (n: number) => string) {
    let n = 0;
    let asked = 0;
    const server = createHttpServer((_, response) => {
      asked++;
      response.end('ok');
    });
    guardConnections(server, { admits, isShared: (address) => address === '127.0.0.1', signedIn: new Set() });
    server.prependListener('connection', (socket: Socket) => {
      Object.defineProperty(socket, 'remoteAddress', { value: seems(n++) });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      port,
      asked: () => asked,
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  }

  test('of whom nobody knows are ended before an octet is read', async () => {
    await using s = await guarded(
      (address) => address === '127.0.0.1',
      (n) => (n % 2 === 0 ? '192.0.2.9' : '127.0.0.1'),
    );
    const whole = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    assert.equal(await sayTo(s.port, whole), '');
    assert.equal(s.asked(), 0);
    assert.match(await sayTo(s.port, whole), /200 OK/u);
  });

  test('of one stranger never take the places of others, however many he opens', async () => {
    const own = (n: number): string => `2001:db8:0:1::${n.toString(16)}`;
    let others = '2001:db8:0:2::1';
    const first = 3;
    await using s = await guarded(
      () => true,
      (n) => (n < first ? others : own(n)),
    );
    const quiet: Socket[] = [];
    for (let at = 0; at < first + bounds.admin.connections * 2; at++) {
      const socket = connect({ host: '127.0.0.1', port: s.port });
      socket.on('error', () => {});
      await once(socket, 'connect');
      quiet.push(socket);
    }
    await wait(50);
    for (const socket of quiet.slice(0, first)) {
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      const [said] = (await once(socket, 'data')) as [Buffer];
      assert.match(said.toString('latin1'), /200 OK/u);
    }
    others = '';
    for (const socket of quiet) socket.destroy();
  });
});

describe('requests that two readers could read in two ways', () => {
  const refused: readonly (readonly [what: string, request: string])[] = [
    [
      'two lengths',
      'POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n{}x',
    ],
    [
      'length and chunks',
      'POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'chunks not last',
      'POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
    ],
    ['space before the colon', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length : 5\r\n\r\n'],
    ['bare LF', 'GET /healthz HTTP/1.1\nHost: localhost\n\n'],
    ['folded field', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b: c\r\n\r\n'],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['two hosts', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n'],
    [
      'a bad chunk size',
      'POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\n{}x\r\n0\r\n\r\n',
    ],
  ];
  test('are answered with 400, and nothing after them is read as another', async () => {
    await using t = await openTestAdmin();
    for (const [what, request] of refused) {
      const said = await sayTo(portOf(t), `${request}GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      assert.match(said, /^HTTP\/1\.1 400 /u, what);
      assert.equal([...said.matchAll(/HTTP\/1\.1 /gu)].length, 1, what);
    }
  });

  test('a head that is too long is 431', async () => {
    await using t = await openTestAdmin();
    const long = `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(bounds.admin.head)}\r\n\r\n`;
    assert.match(await sayTo(portOf(t), long), /^HTTP\/1\.1 431 /u);
  });

  test('no number of fields hides the one that says that a proxy was there', async () => {
    await using t = await openTestAdmin();
    // It has read all it is asked when we end our side, if it was asked before.
    await t.ask('GET', '/healthz');
    const many = 'a:\r\n'.repeat(3_000);
    const said = await sayTo(
      portOf(t),
      `GET /metrics HTTP/1.1\r\nHost: localhost\r\n${many}X-Forwarded-For: 192.0.2.1\r\n\r\n`,
    );
    assert.match(said, /^HTTP\/1\.1 403 /u);
  });
});
