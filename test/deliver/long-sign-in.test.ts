/** Sign-ins whose response is no part of the command line: too long for it (RFC 4954 §4), or not taken with it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connector, delivery, openRoom, smartHosts, summary, viaConnector } from '../../lab/houses/delivery-house.ts';
import { type Script, scriptedSink } from '../../lab/peers/sinks.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function signingIn(password: string, script: Script, offered = 'AUTH PLAIN') {
  const sink = await scriptedSink({ script, extensions: [offered, 'ENHANCEDSTATUSCODES'] });
  const room = await openRoom({
    secrets: { smart: password },
    objects: [
      connector({
        tls: 'none',
        route: smartHosts(sink.port),
        auth: { kind: 'password', username: 'u', passwordSecret: 'smart' },
      }),
    ],
  });
  const outcome = summary(await room.one(delivery(viaConnector, ['x@d.test'])));
  await room[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
  const from = sink.lines.findIndex((line) => line.startsWith('AUTH'));
  const to = sink.lines.findIndex((line) => line.startsWith('MAIL'));
  return { outcome, said: sink.lines.slice(from, to === -1 ? undefined : to) };
}

/** As a host that follows RFC 4954 to the letter: no command line over 512 octets, its end included. */
const strict =
  (response: string): Script =>
  (line) => {
    if (line === response) return '235 2.7.0 in';
    if (!line.startsWith('AUTH ')) return null;
    if (line.length + 2 > 512) return '500 5.5.6 line too long';
    return line.includes(response) ? '235 2.7.0 in' : '334 ';
  };

test('a response goes with the command up to 512 octets, and after the 334 beyond', async () => {
  // `AUTH PLAIN ` and the line end leave 499 octets: 496 in base64, which hold 372.
  for (const [length, said] of [
    [369, 1],
    [370, 2],
    [2_000, 2],
  ] as const) {
    const password = 'p'.repeat(length);
    const response = base64(`\0u\0${password}`);
    const { outcome, said: lines } = await signingIn(password, strict(response));
    assert.equal(outcome, 'relayed 2.0.0', `${length}`);
    assert.deepEqual(lines, said === 1 ? [`AUTH PLAIN ${response}`] : ['AUTH PLAIN', response]);
  }
});

test('a host that does not read the response in the command is asked for the mechanism alone', async () => {
  const response = base64('\0u\0secret');
  for (const refusal of ['500 5.5.2 what?', '501 5.5.4 Syntax: AUTH mechanism', '555 5.5.4 unknown parameter']) {
    const { outcome, said } = await signingIn('secret', (line) =>
      line === `AUTH PLAIN ${response}`
        ? refusal
        : line === 'AUTH PLAIN'
          ? '334 go on'
          : line === response
            ? '235 in'
            : null,
    );
    assert.equal(outcome, 'relayed 2.0.0', refusal);
    assert.deepEqual(said, [`AUTH PLAIN ${response}`, 'AUTH PLAIN', response]);
  }
});

test('it is asked so once, and not at all where it is who signs in that is refused', async () => {
  const always = await signingIn('secret', (line) => (line.startsWith('AUTH') ? '501 5.5.4 no' : null));
  assert.deepEqual(
    [always.outcome, always.said.filter((line) => line.startsWith('AUTH')).length],
    ['delayed 4.5.4 sign-in-failed lane', 2],
  );
  const wrong = await signingIn('secret', (line) => (line.startsWith('AUTH') ? '535 5.7.8 wrong' : null));
  assert.deepEqual(
    [wrong.outcome, wrong.said.filter((line) => line.startsWith('AUTH')).length],
    ['delayed 4.7.8 sign-in-failed lane', 1],
  );
});

test('a sign-in is over with the first digit of its answer', async () => {
  const { outcome } = await signingIn('secret', (line) => (line.startsWith('AUTH') ? '250 welcome' : null));
  assert.equal(outcome, 'relayed 2.0.0');
});
