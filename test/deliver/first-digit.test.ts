/** A next hop's answers are acted on by their first digit (RFC 5321 §4.2.1), and limits on recipients are met by several transactions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connector, delivery, openRoom, smartHosts, summary, viaConnector } from '../../lab/houses/delivery-house.ts';
import { type Script, scriptedSink } from '../../lab/peers/sinks.ts';

async function through(script: Script, to: readonly string[] = ['x@d.test']) {
  const sink = await scriptedSink({ script });
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const outcomes = await house.attempt(delivery(viaConnector, to));
  await sink[Symbol.asyncDispose]();
  return { outcomes: outcomes.map(summary), sink };
}

const answers: readonly [at: RegExp, answer: string, expected: string][] = [
  [/^RCPT/u, '571 delivery not authorized', 'failed 5.0.0 refused-by-policy'],
  [/^RCPT/u, '571 5.7.1 delivery not authorized', 'failed 5.7.1 refused-by-policy'],
  [/^RCPT/u, '599 no', 'failed 5.0.0 refused-by-policy'],
  [/^RCPT/u, '460 4.2.1 later', 'delayed 4.2.1 mailbox-unavailable'],
  [/^RCPT/u, '499 later', 'delayed 4.0.0 busy'],
  [/^MAIL/u, '579 no', 'failed 5.0.0 refused-by-policy'],
  [/^MAIL/u, '499 later', 'delayed 4.0.0 busy'],
  [/^DATA/u, '364 go on', 'relayed 2.0.0'],
  [/^DATA/u, '571 no', 'failed 5.0.0 refused-by-policy'],
  [/^<content>/u, '571 5.7.1 spam', 'failed 5.7.1 refused-by-policy'],
  [/^<content>/u, '460 later', 'delayed 4.0.0 busy'],
  [/^<content>/u, '260 taken', 'relayed 2.0.0'],
  [/^<greeting>/u, '571 not you', 'delayed 4.0.0 refused-by-policy lane'],
  [/^<greeting>/u, '200 hello', 'relayed 2.0.0'],
  [/^EHLO/u, '460 later', 'delayed 4.0.0 busy lane'],
  [/^EHLO/u, '251 sink.test', 'relayed 2.0.0'],
  [/^RCPT/u, '552 5.2.2 full', 'failed 5.2.2 mailbox-full'],
  [/^RCPT/u, '552 5.5.3 too many', 'failed 5.5.3 too-many-recipients'],
  [/^RCPT/u, '550 5.5.3 too many', 'failed 5.5.3 too-many-recipients'],
];

for (const [at, answer, expected] of answers)
  test(`${answer} at ${at.source} means: ${expected}`, async () => {
    assert.deepEqual((await through((line) => (at.test(line) ? answer : null))).outcomes, [expected]);
  });

test('EHLO that is refused by any 5yz leads to HELO', async () => {
  const { outcomes, sink } = await through((line) => (line.startsWith('EHLO') ? '571 what?' : null));
  assert.deepEqual(outcomes, ['relayed 2.0.0']);
  assert.ok(sink.lines.some((line) => line.startsWith('HELO')));
});

const five = ['a@d.test', 'b@d.test', 'c@d.test', 'd@d.test', 'e@d.test'];

for (const refusal of ['552 too many', '552 5.5.3 too many', '550 5.5.3 too many', '452 4.5.3 too many'])
  test(`whom ${refusal} refuses after others were taken goes in the next transaction`, async () => {
    let inThis = 0;
    const { outcomes, sink } = await through((line) => {
      if (line.startsWith('MAIL')) inThis = 0;
      if (!line.startsWith('RCPT')) return null;
      inThis += 1;
      return inThis > 2 ? refusal : '250 2.1.5 ok';
    }, five);
    assert.deepEqual(outcomes, Array(5).fill('relayed 2.0.0'));
    assert.equal(sink.contents.length, 3);
  });

test('552 of one recipient among others means what its enhanced code says', async () => {
  const { outcomes } = await through((line) => (line.includes('c@') ? '552 5.2.2 full' : null), five);
  assert.deepEqual(
    outcomes.filter((outcome) => outcome !== 'relayed 2.0.0'),
    ['failed 5.2.2 mailbox-full'],
  );
});

test('who is refused as too many before anybody was taken is refused, and the others go', async () => {
  const { outcomes, sink } = await through(
    (line) => (line.includes('a@d.test') ? '550 5.5.3 you are too many' : null),
    five,
  );
  assert.deepEqual(outcomes, ['failed 5.5.3 too-many-recipients', ...Array(4).fill('relayed 2.0.0')]);
  assert.equal(sink.contents.length, 1);
});

for (const stage of ['DATA', '<content>'])
  test(`a host that counts recipients only at ${stage} gets half as many at a time until it takes them`, async () => {
    let inThis = 0;
    const { outcomes, sink } = await through((line) => {
      if (line.startsWith('MAIL')) inThis = 0;
      if (line.startsWith('RCPT')) inThis += 1;
      return line === stage && inThis > 2 ? '554 5.5.3 too many recipients' : null;
    }, five);
    assert.deepEqual(outcomes, Array(5).fill('relayed 2.0.0'));
    assert.equal(sink.connections, 1);
  });

test('halving ends: a host that takes not even one says so of each, once', async () => {
  const { outcomes, sink } = await through(
    (line) => (line === '<content>' ? '554 5.5.3 too many recipients' : null),
    five,
  );
  assert.deepEqual(outcomes, Array(5).fill('failed 5.5.3 too-many-recipients'));
  assert.ok(sink.contents.length <= 8, `${sink.contents.length}`);
});
