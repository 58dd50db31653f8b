/** Words of a peer before it was asked, or beyond what it was asked, are no answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Address } from '../../mail/address.ts';
import { type ClientDialogue, type ClientTransaction, createClientDialogue } from './client-dialogue.ts';

const address = (local: string): Address => ({ local, domain: 'b.test', domainKey: 'b.test' });

const transaction = (...to: readonly string[]): ClientTransaction => ({
  reversePath: address('a'),
  recipients: to.map((local) => ({ address: address(local), notify: null, orcpt: null })),
  sizeBytes: 5,
  body: '7bit',
  smtputf8: false,
  ret: null,
  envid: null,
});

function hear(dialogue: ClientDialogue, text: string): readonly string[] {
  dialogue.feed(Buffer.from(text));
  const heard: string[] = [];
  for (let event = dialogue.next(); event !== null; event = dialogue.next())
    heard.push('stage' in event ? `${event.type} ${event.stage}` : event.type);
  return heard;
}

function ready(protocol: 'smtp' | 'lmtp', pipelining: boolean): ClientDialogue {
  const dialogue = createClientDialogue({ heloName: 'us.test', protocol });
  hear(dialogue, '220 peer\r\n');
  hear(dialogue, pipelining ? '250-peer\r\n250 PIPELINING\r\n' : '250 peer\r\n');
  return dialogue;
}

for (const [name, pipelining, before, group] of [
  ['the content’s', true, '', '250 a\r\n250 b\r\n354 go\r\n250 2.0.0 queued\r\n'],
  ['the content’s, without pipelining', false, '250 a\r\n|250 b\r\n', '354 go\r\n250 2.0.0 queued\r\n'],
  ['every', false, '', '250 a\r\n250 b\r\n354 go\r\n250 2.0.0 queued\r\n'],
  ['half the content’s', true, '', '250 a\r\n250 b\r\n354 go\r\n25'],
  ['the first of a long', true, '', '250 a\r\n250 b\r\n354 go\r\n250-2.0.0 queued\r\n'],
] as const)
  test(`${name} answer in the packet of the one before it is no answer, and no content goes out`, () => {
    const dialogue = ready('smtp', pipelining);
    dialogue.send(transaction('x'));
    for (const part of before.split('|').filter(Boolean)) hear(dialogue, part);
    const heard = hear(dialogue, group);
    assert.match(heard.at(-1) ?? '', /^protocol-error/u);
    assert.ok(!heard.includes('content-wanted') && !heard.includes('result') && !heard.includes('done'));
    assert.equal(dialogue.isAtRest, false);
  });

test('a peer that says everything with its greeting has answered nothing', () => {
  const dialogue = createClientDialogue({ heloName: 'us.test', protocol: 'smtp' });
  assert.deepEqual(hear(dialogue, '220 a\r\n250 b\r\n250 c\r\n250 d\r\n354 e\r\n250 f\r\n'), [
    'protocol-error greeting',
  ]);
  const refusing = createClientDialogue({ heloName: 'us.test', protocol: 'smtp' });
  assert.equal(hear(refusing, '554 no mail\r\n221 bye\r\n')[0], 'refused greeting');
});

for (const protocol of ['smtp', 'lmtp'] as const)
  test(`a yes before the end of the content is no delivery (${protocol})`, () => {
    const dialogue = ready(protocol, true);
    dialogue.send(transaction('x', 'y'));
    hear(dialogue, '250 a\r\n250 b\r\n250 c\r\n354 go\r\n');
    dialogue.content(Buffer.from('half of '));
    dialogue.feed(Buffer.from('250 2.0.0 queued\r\n250 2.0.0 queued\r\n'));
    assert.equal(dialogue.isInterrupted, true);
    assert.equal(dialogue.endContent(), null);
    assert.deepEqual(hear(dialogue, ''), ['protocol-error end-of-data']);
  });

test('half a refusal before the end of the content is waited for, and the end is not sent', () => {
  const dialogue = ready('smtp', true);
  dialogue.send(transaction('x'));
  hear(dialogue, '250 a\r\n250 b\r\n354 go\r\n');
  dialogue.feed(Buffer.from('552 5.3.4 too'));
  assert.equal(dialogue.endContent(), null);
  assert.deepEqual(hear(dialogue, ' large\r\n'), ['result', 'closing end-of-data']);
});

for (const more of ['550 stale\r\n', '250 again\r\n', '550', '421 going\r\n'])
  test(`a second answer to the content leaves nothing for the next message: ${JSON.stringify(more)}`, () => {
    const dialogue = ready('smtp', true);
    dialogue.send(transaction('x'));
    hear(dialogue, '250 a\r\n250 b\r\n354 go\r\n');
    dialogue.endContent();
    dialogue.feed(Buffer.from(`250 2.0.0 queued\r\n${more}`));
    assert.equal(dialogue.next()?.type, 'result');
    assert.equal(dialogue.next()?.type, 'done');
    assert.equal(dialogue.isAtRest, false);
  });

test('what a peer says before it is asked answers nothing that is asked then', () => {
  for (const [said, expected] of [
    ['235 2.7.0 in\r\n', ['protocol-error end-of-data']],
    ['250 ok\r\n250 ok\r\n354 go\r\n', ['protocol-error end-of-data']],
    ['25', ['protocol-error auth', 'protocol-error mail']],
    ['421 4.3.2 going down\r\n', ['closing end-of-data']],
  ] as const)
    for (const ask of ['sign in', 'send'] as const) {
      const dialogue = createClientDialogue({ heloName: 'us.test', protocol: 'smtp' });
      hear(dialogue, '220 peer\r\n');
      hear(dialogue, '250-peer\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n');
      dialogue.output();
      dialogue.feed(Buffer.from(said));
      if (ask === 'sign in') dialogue.authenticate({ username: 'u', password: 'p' });
      else dialogue.send(transaction('x'));
      assert.equal(dialogue.output().byteLength, 0, `${said} ${ask}`);
      const heard = hear(dialogue, '235 in\r\n250 ok\r\n');
      assert.ok(heard.length === 1 && (expected as readonly string[]).includes(heard[0] ?? ''), `${heard}`);
    }
});

test('empty lines around and within replies are nothing', () => {
  const dialogue = createClientDialogue({ heloName: 'us.test', protocol: 'smtp' });
  assert.deepEqual(hear(dialogue, '\r\n\n220-peer\r\n\r\n220 ready\r\n\r\n'), ['greeted']);
  assert.deepEqual(hear(dialogue, '\r\n250 peer\r\n\r'), ['ready']);
  dialogue.send(transaction('x'));
  hear(dialogue, '\n250 a\r\n\r\n');
  hear(dialogue, '250 b\r\n\n');
  assert.deepEqual(hear(dialogue, '354 go\r\n\r\n'), ['content-wanted']);
  assert.deepEqual(hear(dialogue, '\r\n'), []);
  assert.equal(dialogue.isInterrupted, false);
  dialogue.endContent();
  assert.deepEqual(hear(dialogue, '\r\n250 taken\r\n\r\n'), ['result', 'done']);
  assert.equal(dialogue.isAtRest, true);
  assert.deepEqual(hear(dialogue, '\r\n'.repeat(1_000)), ['protocol-error end-of-data']);
});

test('of a flood only so much is taken in, however it is cut', () => {
  for (const size of [1, 700, 65_536]) {
    const dialogue = ready('smtp', true);
    dialogue.send(transaction('x'));
    hear(dialogue, '250 a\r\n250 b\r\n354 go\r\n');
    let fed = 0;
    for (; fed < 1_000_000 && !dialogue.isFull; fed += size) dialogue.feed(Buffer.alloc(size, '250-x\r\n'));
    assert.ok(fed <= 4_096 + size, `${fed} octets were taken, ${size} at a time`);
    assert.equal(dialogue.endContent(), null);
    assert.deepEqual(hear(dialogue, ''), ['protocol-error end-of-data']);
  }
});
