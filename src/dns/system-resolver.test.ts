import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import { createManualClock } from '../../lab/manual-clock.ts';
import { systemClock } from '../base/system-clock.ts';
import { createSystemResolver } from './system-resolver.ts';

/** A name server on loopback that answers every question with one response code, or with nothing at all. */
async function nameServer(rcode: number | null): Promise<{ server: string; close(): void }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, peer) => {
    if (rcode === null) return;
    const reply = Buffer.from(query);
    reply[2] = 0x81; // response, recursion desired
    reply[3] = 0x80 | rcode;
    reply.writeUInt16BE(0, 10); // no additional section: the query's OPT record is cut off below
    let end = 12;
    while (reply[end] !== 0) end += (reply[end] ?? 0) + 1;
    socket.send(reply.subarray(0, end + 5), peer.port, peer.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { server: `127.0.0.1:${socket.address().port}`, close: () => void socket.close() };
}

for (const [rcode, kind] of [
  [0, 'no-records'],
  [2, 'failed'],
  [3, 'no-such-name'],
  [5, 'failed'],
] as const)
  test(`response code ${rcode} of a name server is the answer ${kind}`, async () => {
    const server = await nameServer(rcode);
    try {
      const resolver = createSystemResolver({ servers: [server.server], clock: systemClock });
      assert.equal((await resolver.mx('contoso.test')).kind, kind);
      assert.equal((await resolver.at(server.server).a('contoso.test')).kind, kind);
    } finally {
      server.close();
    }
  });

test('a silent name server is a failure at the deadline of our own clock', async () => {
  const server = await nameServer(null);
  const clock = createManualClock();
  try {
    const answer = createSystemResolver({ servers: [server.server], clock, timeoutMs: 1_000 }).a('contoso.test');
    await clock.advance(1_000);
    assert.deepEqual(await answer, { kind: 'failed', reason: 'no answer in time' });
  } finally {
    server.close();
  }
});

test('an aborted question and a senseless server address are failures, not exceptions', async () => {
  const resolver = createSystemResolver({ servers: [], clock: systemClock });
  assert.equal((await resolver.a('contoso.test', AbortSignal.abort())).kind, 'failed');
  assert.equal((await resolver.at('no address').a('contoso.test')).kind, 'failed');
});
