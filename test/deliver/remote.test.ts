import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLEAR_TEXT } from '../../src/mail/delivery.ts';
import type { Outcome } from '../../src/mail/delivery.ts';
import {
  address,
  connector,
  crlf,
  delivery,
  id,
  mailbox,
  message,
  openRoom,
  plainMail,
  recipient,
  smartHosts,
  summary,
  viaConnector,
  viaMx,
} from '../../lab/houses/delivery-house.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { npmSink, type Script, type Sink, scriptedSink } from '../../lab/peers/sinks.ts';

/** One attempt through a smart host that follows a script. */
async function through(
  script: Script,
  to: readonly string[] = ['x@d.test'],
  extensions?: readonly string[],
): Promise<{ outcomes: readonly Outcome[]; sink: Sink }> {
  const sink = await scriptedSink({ script, ...(extensions ? { extensions } : {}) });
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const outcomes = await house.attempt(delivery(viaConnector, to));
  await sink[Symbol.asyncDispose]();
  return { outcomes, sink };
}

const on =
  (pattern: RegExp, answer: string): Script =>
  (line) =>
    pattern.test(line) ? answer : null;

test('a message reaches npm smtp-server whole, with its envelope', async () => {
  await using sink = await npmSink();
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const outcomes = await house.attempt(delivery(viaConnector, ['x@d.test', 'y@e.test']));
  assert.deepEqual(outcomes.map(summary), ['relayed 2.0.0', 'relayed 2.0.0']);
  const [got] = sink.received;
  assert.deepEqual([got?.from, got?.to], ['a@ours.test', ['x@d.test', 'y@e.test']]);
  assert.equal(got?.content.toString(), plainMail.toString());
  const [first] = outcomes;
  assert.equal(first?.remoteAddress, '127.0.0.1');
  assert.equal(first?.reply?.code, 250);
  assert.equal(first?.tls, CLEAR_TEXT);
});

test('a large message is taken whole, octet for octet', async () => {
  await using sink = await npmSink();
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const line = `.${'0123456789abcdef'.repeat(4)}\r\n`;
  const big = Buffer.concat([crlf('Subject: big\n\n'), Buffer.from(line.repeat(60_000))]);
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test'], message(big)))), 'relayed 2.0.0');
  assert.ok(sink.received[0]?.content.equals(big));
});

test('the MX of a domain is found, connected to and delivered to', async () => {
  await using sink = await npmSink();
  await using house = await openRoom({
    zone: 'd.test MX 10 dead.test\nd.test MX 20 mx.test\nmx.test A 127.0.0.1\ndead.test A 127.0.0.2',
    delivery: { mxPort: sink.port },
  });
  const outcome = await house.one(delivery(viaMx, ['x@d.test']));
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.equal(outcome.remoteHost, 'mx.test');
});

test('with the default policy an MX inside our own network is never connected to', async () => {
  await using sink = await npmSink();
  for (const [zone, expected] of [
    ['d.test A 127.0.0.1', 'failed 5.4.6 loop'],
    ['d.test AAAA ::ffff:127.0.0.1', 'failed 5.4.6 loop'],
    ['d.test A 10.255.255.1', 'failed 5.4.4 no-route'],
    ['d.test AAAA 2002:7f00:1::', 'failed 5.4.6 loop'],
  ] as const) {
    const { defaultAddressPolicy } = await import('../../src/deliver/hops/address-policy.ts');
    await using house = await openRoom({ zone, delivery: { mxPort: sink.port, addressPolicy: defaultAddressPolicy } });
    assert.equal(summary(await house.one(delivery(viaMx, ['x@d.test']))), expected, zone);
  }
  assert.equal(sink.received.length, 0);
});

test('a smart host that is our own listener is a loop: it is not connected to, and the mail waits for the administrator', async () => {
  await using sink = await scriptedSink();
  await using house = await openRoom({
    objects: [connector({ route: smartHosts(sink.port) })],
    delivery: {
      settings: {
        hostName: 'us.example',
        egressAddresses: [],
        outboundBind: { ipv4: null, ipv6: null },
        dataDirectory: '/nowhere',
        ...{ isOwnEndpoint: (_, port) => port === sink.port, isOwnName: () => false },
      },
    },
  });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'delayed 4.4.6 loop lane');
  assert.equal(sink.connections, 0);
});

// ---- the next hop's answers, one by one (all through one connection)

const answers: readonly [string, RegExp, string, string][] = [
  ['an unknown recipient', /^RCPT/u, '550 5.1.1 no such user', 'failed 5.1.1 unknown-recipient'],
  ['a full mailbox', /^RCPT/u, '452 4.2.2 over quota', 'delayed 4.2.2 mailbox-full'],
  ['greylisting', /^RCPT/u, '450 4.7.1 come back', 'delayed 4.7.1 refused-by-policy'],
  ['552 to RCPT means later', /^RCPT/u, '552 too many', 'delayed 4.5.3 too-many-recipients'],
  ['a refused sender', /^MAIL/u, '550 5.7.1 not you', 'failed 5.7.1 refused-by-policy'],
  ['a sender refused for now', /^MAIL/u, '451 4.3.0 busy', 'delayed 4.3.0 busy'],
  ['5xx to MAIL with SIZE', /^MAIL/u, '552 5.3.4 too big', 'failed 5.3.4 too-large'],
  ['5xx after the content', /^<content>/u, '554 5.6.0 spam', 'failed 5.6.0 content-refused'],
  ['4xx after the content', /^<content>/u, '451 4.3.0 later', 'delayed 4.3.0 busy'],
  ['a refused DATA', /^DATA/u, '554 5.7.1 no', 'failed 5.7.1 refused-by-policy'],
  ['a greeting that refuses', /^<greeting>/u, '554 go away', 'delayed 4.0.0 refused-by-policy lane'],
  ['a greeting that is busy', /^<greeting>/u, '421 4.3.2 busy', 'delayed 4.3.2 busy lane'],
  ['a host that takes no mail (521)', /^<greeting>/u, '521 no mail here', 'failed 5.3.2 no-mail-accepted'],
  ['421 after the content', /^<content>/u, '421 4.3.2 closing', 'delayed 4.3.2 busy lane'],
  ['closing instead of a greeting', /^<greeting>/u, 'close', 'delayed 4.4.2 connection-failed lane'],
  ['closing after the content', /^<content>/u, 'close', 'delayed 4.4.2 connection-failed lane'],
  ['a reset after the content', /^<content>/u, 'reset', 'delayed 4.4.2 connection-failed lane'],
  ['closing inside a reply', /^<content>/u, 'raw:250-', 'delayed'],
  ['250 to DATA', /^DATA/u, '250 ok', 'delayed 4.5.0 protocol-error lane'],
  ['354 to MAIL', /^MAIL/u, '354 go', 'delayed 4.5.0 protocol-error lane'],
  ['codes that differ in one reply', /^MAIL/u, 'raw:250-a\r\n251 b\r\n', 'delayed 4.5.0 protocol-error lane'],
  ['a code that is none', /^MAIL/u, '2xx ok', 'delayed 4.5.0 protocol-error lane'],
  ['a code of two digits', /^MAIL/u, 'raw:25\r\n', 'delayed 4.5.0 protocol-error lane'],
  ['a code of four digits', /^MAIL/u, '2500 ok', 'delayed 4.5.0 protocol-error lane'],
  ['code 999', /^MAIL/u, '999 x', 'delayed 4.5.0 protocol-error lane'],
  ['code 000', /^MAIL/u, '000 x', 'delayed 4.5.0 protocol-error lane'],
  ['a class that does not match', /^RCPT/u, '550 4.2.2 x', 'failed 5.1.1 unknown-recipient'],
];

for (const [name, pattern, answer, expected] of answers)
  test(`${name}: ${expected}`, async () => {
    const script: Script = (line) => {
      if (!pattern.test(line)) return null;
      return answer;
    };
    if (answer === 'raw:250-') {
      // The rest of the reply never comes; the connection is closed by whoever tests.
      const sink = await scriptedSink({ script });
      await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
      const attempt = house.one(delivery(viaConnector, ['x@d.test']));
      while (sink.contents.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await sink[Symbol.asyncDispose]();
      assert.equal(summary(await attempt), 'delayed 4.4.2 connection-failed lane');
      return;
    }
    const { outcomes } = await through(script);
    assert.equal(outcomes.map(summary).join(), expected);
  });

test('a reset instead of a greeting is a connection that failed', async () => {
  const { outcomes } = await through(on(/^<greeting>/u, 'reset'));
  // Depending on who is faster it is already the connecting that fails.
  assert.match(outcomes.map(summary).join(), /^delayed 4\.4\.[12] connection-failed lane$/u);
});

test('a DATA that is not answered by 354 never gets the content', async () => {
  const { sink } = await through(on(/^DATA/u, '250 ok'));
  assert.deepEqual(sink.contents, []);
  assert.ok(!sink.lines.some((line) => line.includes('Subject')));
});

test('EHLO refused and HELO accepted still delivers', async () => {
  const { outcomes, sink } = await through(on(/^EHLO/u, '502 what?'));
  assert.equal(outcomes.map(summary).join(), 'relayed 2.0.0');
  assert.ok(sink.lines.includes('HELO us.example'));
});

test('each of a hundred recipients gets its own answer', async () => {
  const to = Array.from({ length: 100 }, (_, index) => `r${index}@d.test`);
  const script: Script = (line) => {
    const number = /^RCPT TO:<r(\d+)@/u.exec(line)?.[1];
    if (number === undefined) return null;
    return ['250 2.1.5 ok', '450 4.2.1 later', '550 5.1.1 never'][Number(number) % 3] ?? null;
  };
  const { outcomes, sink } = await through(script, to);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.action),
    to.map((_, index) => ['relayed', 'delayed', 'failed'][index % 3]),
  );
  assert.equal(sink.contents.length, 1);
});

test('421 in the middle of the recipients ends the session and delays the rest', async () => {
  const { outcomes, sink } = await through(
    (line) => {
      if (line.includes('r1@')) return '550 5.1.1 never';
      if (line.includes('r2@')) return '421 4.3.2 enough';
      return null;
    },
    ['r0@d.test', 'r1@d.test', 'r2@d.test', 'r3@d.test'],
  );
  assert.deepEqual(
    outcomes.map((outcome) => outcome.action),
    ['delayed', 'failed', 'delayed', 'delayed'],
  );
  assert.deepEqual(sink.contents, []);
});

test('a next hop that takes two recipients at a time gets them in several transactions', async () => {
  let inThis = 0;
  const { outcomes, sink } = await through(
    (line) => {
      if (line.startsWith('MAIL')) inThis = 0;
      if (!line.startsWith('RCPT')) return null;
      inThis += 1;
      return inThis > 2 ? '452 4.5.3 too many recipients' : '250 2.1.5 ok';
    },
    ['a@d.test', 'b@d.test', 'c@d.test', 'd@d.test', 'e@d.test'],
  );
  assert.deepEqual(
    outcomes.map((outcome) => outcome.action),
    Array(5).fill('relayed'),
  );
  assert.equal(sink.contents.length, 3);
  assert.equal(sink.connections, 1);
});

test('an announced LIMITS RCPTMAX is kept', async () => {
  const { outcomes, sink } = await through(
    () => null,
    ['a@d.test', 'b@d.test', 'c@d.test'],
    ['PIPELINING', 'LIMITS RCPTMAX=2'],
  );
  assert.deepEqual(
    outcomes.map((outcome) => outcome.action),
    Array(3).fill('relayed'),
  );
  assert.equal(sink.contents.length, 2);
});

test('a next hop that takes nobody at all says so once and is not asked for ever', async () => {
  const { outcomes, sink } = await through(on(/^RCPT/u, '452 4.5.3 too many'), ['a@d.test', 'b@d.test']);
  assert.deepEqual(outcomes.map(summary), Array(2).fill('delayed 4.5.3 too-many-recipients'));
  assert.ok(sink.lines.filter((line) => line.startsWith('MAIL')).length <= 2);
});

test('words of a next hop are kept harmless', async () => {
  const { outcomes } = await through(on(/^RCPT/u, `550-5.1.1 <script>\x1b[2J\n550 5.1.1 ${'x'.repeat(1_900)}`));
  const [outcome] = outcomes;
  assert.equal(outcome?.action, 'failed');
  const text = outcome?.reply?.lines.join(' ') ?? '';
  assert.ok(text.startsWith('<script> [2J'), text.slice(0, 40));
  assert.ok(Buffer.byteLength(text) <= 1_100);
  assert.doesNotMatch(JSON.stringify(outcome), /\\u001b|\\r|\\n/u);
});

// ---- what the message needs

test('a message larger than the next hop takes fails before it is sent', async () => {
  const { outcomes, sink } = await through(() => null, ['x@d.test'], ['SIZE 20']);
  assert.deepEqual(outcomes.map(summary), ['failed 5.3.4 too-large']);
  assert.ok(!sink.lines.some((line) => line.startsWith('MAIL')));
});

test('an internationalized address fails without SMTPUTF8, the others go on', async () => {
  const { outcomes, sink } = await through(() => null, ['ü@d.test', 'x@d.test']);
  assert.deepEqual(outcomes.map(summary), ['failed 5.6.7 needs-smtputf8', 'relayed 2.0.0']);
  assert.equal(sink.lines.filter((line) => line.startsWith('RCPT')).length, 1);
});

test('a domain in U-labels alone goes as A-labels', async () => {
  await using sink = await scriptedSink();
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const to = { local: 'x', domain: 'bücher.test', domainKey: 'xn--bcher-kva.test' };
  await house.one(delivery(viaConnector, [recipient('x@d.test', 0, { address: to })]));
  assert.ok(sink.lines.some((line) => line.startsWith('RCPT TO:<x@xn--bcher-kva.test>')));
});

const eightBit = crlf(
  'Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nGrüße\n',
);

test('8-bit content is sent as it is to a next hop with 8BITMIME', async () => {
  await using sink = await npmSink();
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  await house.one(delivery(viaConnector, ['x@d.test'], message(eightBit)));
  assert.ok(sink.received[0]?.content.equals(eightBit));
});

test('8-bit content is converted for a next hop without 8BITMIME', async () => {
  await using sink = await npmSink({ hide8BITMIME: true } as object);
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test'], message(eightBit)))), 'relayed 2.0.0');
  const text = sink.received[0]?.content.toString() ?? '';
  assert.match(text, /quoted-printable/u);
  assert.match(text, /Gr=C3=BC=C3=9Fe/u);
});

test('signed 8-bit content is not converted but fails with 5.6.3', async () => {
  await using sink = await npmSink({ hide8BITMIME: true } as object);
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const signed = crlf(
    'MIME-Version: 1.0\nContent-Type: multipart/signed; boundary=s\n\n--s\nContent-Type: text/plain; charset=utf-8\n\nä\n--s--\n',
  );
  assert.equal(
    summary(await house.one(delivery(viaConnector, ['x@d.test'], message(signed)))),
    'failed 5.6.3 needs-8bitmime',
  );
  assert.equal(sink.received.length, 0);
});

test('DSN wishes are passed on where DSN is offered, and reported as passed on', async () => {
  await using sink = await scriptedSink({ extensions: ['PIPELINING', 'DSN'] });
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const wishes = { notify: ['success', 'failure'] as const, orcpt: 'rfc822;x@orig.test' };
  const outcome = await house.one(
    delivery(viaConnector, [recipient('x@d.test', 0, wishes)], message(plainMail, { ret: 'hdrs', envid: 'abc' })),
  );
  assert.ok(outcome.action === 'relayed' && outcome.nextHopReports);
  assert.ok(
    sink.lines.some((line) => /^MAIL FROM:<a@ours\.test>.*RET=HDRS.*ENVID=abc/u.test(line)),
    sink.lines.join('\n'),
  );
  assert.ok(
    sink.lines.some((line) => /^RCPT TO:<x@d\.test>.*NOTIFY=SUCCESS,FAILURE.*ORCPT=rfc822;x@orig\.test/u.test(line)),
  );
});

test('DSN wishes are not passed on where DSN is not offered, and that is said', async () => {
  await using sink = await scriptedSink();
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const outcome = await house.one(delivery(viaConnector, [recipient('x@d.test', 0, { notify: ['success'] })]));
  assert.ok(outcome.action === 'relayed' && !outcome.nextHopReports);
  assert.ok(sink.lines.every((line) => !/NOTIFY|RET=/u.test(line)));
});

test('the null reverse-path goes out as such', async () => {
  await using sink = await scriptedSink();
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  await house.one(delivery(viaConnector, ['x@d.test'], message(plainMail, { reversePath: null })));
  assert.ok(sink.lines.some((line) => line.startsWith('MAIL FROM:<>')));
});

test('content that breaks off half way is never ended with a dot', async () => {
  await using sink = await scriptedSink();
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const gone = message(plainMail, { content: { kind: 'stored', id: 'x' as never, sizeBytes: 10, sha256: '' } });
  assert.equal(
    summary(await house.one(delivery(viaConnector, ['x@d.test'], gone))),
    'delayed 4.3.0 storage-failed lane',
  );
  assert.deepEqual(sink.contents, []);
});

// ---- several next hops, sessions, deadlines

test('when the first smart host cannot be reached, greets badly or closes, the next one is used', async () => {
  for (const greeting of ['554 no', '421 4.3.2 busy', 'close', 'reset']) {
    await using bad = await scriptedSink({ script: on(/^<greeting>/u, greeting) });
    await using good = await scriptedSink();
    await using house = await openRoom({ objects: [connector({ route: smartHosts(1, bad.port, good.port) })] });
    assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0', greeting);
    assert.equal(good.contents.length, 1);
  }
});

test('when no smart host can be reached the mail waits and the lane is blamed', async () => {
  await using house = await openRoom({ objects: [connector({ route: smartHosts(1) })] });
  const outcome = await house.one(delivery(viaConnector, ['x@d.test']));
  assert.equal(summary(outcome), 'delayed 4.4.1 connection-failed lane');
  assert.match('text' in outcome ? outcome.text : '', /127\.0\.0\.1.*refused/u);
});

test('a message whose content was under way is not sent to another host in the same attempt', async () => {
  await using bad = await scriptedSink({ script: on(/^<content>/u, 'close') });
  await using good = await scriptedSink();
  await using house = await openRoom({ objects: [connector({ route: smartHosts(bad.port, good.port) })] });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'delayed 4.4.2 connection-failed lane');
  assert.equal(good.connections, 0);
});

test('sessions are kept for the next message, and given up after a while', async () => {
  const clock = createManualClock();
  await using sink = await scriptedSink();
  await using house = await openRoom({ clock, objects: [connector({ route: smartHosts(sink.port) })] });
  for (let count = 0; count < 3; count++) await house.one(delivery(viaConnector, ['x@d.test']));
  assert.equal(sink.connections, 1);
  assert.equal(sink.contents.length, 3);
  await clock.advance(60_000);
  await house.one(delivery(viaConnector, ['x@d.test']));
  assert.equal(sink.connections, 2);
});

test('a kept session that died meanwhile is replaced without a word', async () => {
  for (const farewell of ['421 4.4.2 idle too long', 'close', 'reset']) {
    await using sink = await scriptedSink({
      script: (line, { connection }) => (connection === 0 && line.includes('second@') ? farewell : null),
      extensions: [],
    });
    await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
    await house.one(delivery(viaConnector, ['x@d.test']));
    const second = message(plainMail, { reversePath: address('second@ours.test') });
    assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test'], second))), 'relayed 2.0.0', farewell);
    assert.equal(sink.connections, 2);
  }
});

test('after a refused transaction the session is still good for the next message', async () => {
  let first = true;
  await using sink = await scriptedSink({
    script: (line) => {
      if (!line.startsWith('RCPT') || !first) return null;
      first = false;
      return '550 5.1.1 no';
    },
  });
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'failed 5.1.1 unknown-recipient');
  assert.equal(summary(await house.one(delivery(viaConnector, ['y@d.test']))), 'relayed 2.0.0');
  assert.equal(sink.connections, 1);
});

for (const [stage, pattern, minutes] of [
  ['greeting', /^<greeting>/u, 5],
  ['EHLO', /^EHLO/u, 5],
  ['MAIL', /^MAIL/u, 5],
  ['RCPT', /^RCPT/u, 5],
  ['DATA', /^DATA/u, 2],
  ['end of content', /^<content>/u, 10],
] as const)
  test(`a next hop that never answers the ${stage} is given up after ${minutes} minutes`, async () => {
    const clock = createManualClock();
    let reached = (): void => {};
    const silent = new Promise<void>((resolve) => {
      reached = resolve;
    });
    await using sink = await scriptedSink({
      extensions: [],
      script: (line) => {
        if (!pattern.test(line)) return null;
        reached();
        return 'silence';
      },
    });
    await using house = await openRoom({ clock, objects: [connector({ route: smartHosts(sink.port) })] });
    let over = false;
    const attempt = house.one(delivery(viaConnector, ['x@d.test'])).then((outcome) => {
      over = true;
      return outcome;
    });
    await silent;
    await clock.advance(minutes * 60_000 - 1_000);
    assert.equal(over, false);
    await clock.advance(2_000);
    assert.equal(summary(await attempt), 'delayed 4.4.2 timed-out lane');
  });

test('an endless greeting is cut off', async () => {
  const { outcomes } = await through(on(/^<greeting>/u, `raw:${'220-x\r\n'.repeat(100_000)}`));
  assert.equal(outcomes.map(summary).join(), 'delayed 4.5.0 protocol-error lane');
});

test('a greeting line without an end is cut off', async () => {
  const { outcomes } = await through(on(/^<greeting>/u, `raw:220 ${'x'.repeat(1_000_000)}`));
  assert.equal(outcomes.map(summary).join(), 'delayed 4.5.0 protocol-error lane');
});

test('an aborted attempt ends at once and leaves every recipient delayed', async () => {
  let reached = (): void => {};
  const silent = new Promise<void>((resolve) => {
    reached = resolve;
  });
  await using sink = await scriptedSink({
    script: (line) => {
      if (!line.startsWith('EHLO')) return null;
      reached();
      return 'silence';
    },
  });
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const abort = new AbortController();
  const attempt = house.room.deliver(delivery(viaConnector, ['x@d.test', 'y@d.test']), abort.signal);
  await silent;
  abort.abort();
  assert.deepEqual(
    (await attempt).map((outcome) => outcome.action),
    ['delayed', 'delayed'],
  );
});

test('a next hop that stops reading in the middle of the content is given up after 3 minutes', async () => {
  const clock = createManualClock();
  await using sink = await scriptedSink({ deafAfterData: true });
  await using house = await openRoom({ clock, objects: [connector({ route: smartHosts(sink.port) })] });
  const big = message(Buffer.concat([crlf('Subject: big\n\n'), Buffer.alloc(32 * 1_048_576, 'x'.repeat(70) + '\r\n')]));
  let over = false;
  const attempt = house.one(delivery(viaConnector, ['x@d.test'], big)).then((outcome) => {
    over = true;
    return outcome;
  });
  await sink.deaf;
  // The buffers of both ends fill; then nothing moves but the clock.
  for (let turns = 0; turns < 40 && !over; turns++) await clock.advance(10_000);
  assert.equal(summary(await attempt), 'delayed 4.4.2 timed-out lane');
});

test('a yes to content that was not sent whole is no delivery', async () => {
  await using sink = await scriptedSink({ earlyAnswer: '250 2.0.0 taken, really' });
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const big = message(Buffer.concat([crlf('Subject: big\n\n'), Buffer.alloc(32 * 1_048_576, 'x'.repeat(70) + '\r\n')]));
  const outcome = await house.one(delivery(viaConnector, ['x@d.test'], big));
  assert.equal(outcome.action, 'delayed');
});

test('what a mailbox of ours forwards goes out under its Delivered-To, apart from what it does not forward', async () => {
  await using sink = await npmSink();
  const shared = mailbox({ address: 'shared@ours.test', forwarding: { to: ['b@d.test'], keepCopy: true } });
  const odd = mailbox({ id: id('odd'), address: 'two words@ours.test', forwarding: shared.forwarding });
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) }), shared, odd] });
  const mail = message(plainMail);
  const to = [
    recipient('a@d.test', 0),
    recipient('b@d.test', 1, { via: ['all@ours.test', 'shared@ours.test'] }),
    recipient('c@d.test', 2, { via: ['shared@ours.test', 'two words@ours.test'] }),
    recipient('d@d.test', 3, { via: ['all@ours.test'] }),
  ];
  const outcomes = await house.attempt(delivery(viaConnector, to, mail));
  assert.deepEqual(outcomes.map(summary), Array(4).fill('relayed 2.0.0'));
  const fields = (text = ''): string => text.slice(0, text.length - plainMail.length);
  assert.deepEqual(
    sink.received.map((one) => [one.to, fields(one.content.toString())]),
    [
      [['a@d.test', 'd@d.test'], ''],
      [['b@d.test'], 'Delivered-To: shared@ours.test\r\n'],
      [['c@d.test'], 'Delivered-To: "two words"@ours.test\r\nDelivered-To: shared@ours.test\r\n'],
    ],
  );
  for (const { content } of sink.received) assert.ok(content.subarray(-plainMail.length).equals(plainMail));
});

test('a next hop in trouble is asked once, however many companies of recipients there are', async () => {
  await using sink = await scriptedSink({ script: (line) => (line === '<greeting>' ? '421 4.3.2 not now' : null) });
  const forwarding = { to: ['b@d.test'], keepCopy: true };
  const boxes = ['one', 'two', 'three'].map((name) =>
    mailbox({ id: id(name), address: `${name}@ours.test`, forwarding }),
  );
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) }), ...boxes] });
  const to = boxes.map(({ address }, at) => recipient('b@d.test', at, { via: [address] }));
  const outcomes = await house.attempt(delivery(viaConnector, to));
  assert.deepEqual(outcomes.map(summary), Array(3).fill('delayed 4.3.2 busy lane'));
  assert.equal(sink.connections, 1);
});
