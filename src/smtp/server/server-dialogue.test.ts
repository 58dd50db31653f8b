import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replies } from '../../mail/replies.ts';
import type { Reply } from '../../mail/reply.ts';
import type { DialogueEvent, DialogueSettings } from './dialogue-events.ts';
import { Input } from '../grammar/lines.ts';
import { createServerDialogue } from './server-dialogue.ts';

const settings: DialogueSettings = {
  hostName: 'mx.test',
  starttls: true,
  dsn: true,
  authMechanisms: ['PLAIN', 'LOGIN'],
  authAnnounced: ['PLAIN', 'LOGIN'],
  authRefusal: replies.mustStartTls(),
  maxMessageBytes: 1000,
  maxRecipients: 10,
  bareLineFeed: 'reject',
  senderInstead: () => null,
  hello: 'strict',
  addresses: 'strict',
  earlyContent: 'refuse',
  cramChallenge: () => '<1@mx.ours.test>',
  maxCommandLine: 512,
  maxAuthLine: 512,
  maxUnfinishedLine: 1024,
  maxContentLine: 998,
};

/** A conversation in which the test is both peer and session. */
function converse(more: Partial<DialogueSettings> = {}) {
  const dialogue = createServerDialogue({ ...settings, ...more });
  const say = (text: string): void => dialogue.feed(Buffer.from(text));
  const next = (): DialogueEvent | null => dialogue.next();
  const answer = (reply: Reply): string => Buffer.from(dialogue.answer(reply)).toString();
  /** Sends a command, checks what event it makes, answers well. */
  const pass = (text: string, type: DialogueEvent['type'], reply = replies.ok()): void => {
    say(text);
    assert.equal(next()?.type, type);
    answer(reply);
  };
  const ready = (): void => {
    assert.equal(next()?.type, 'connect');
    answer(replies.greeting('mx.test'));
    pass('EHLO a.test\r\n', 'hello');
  };
  const addressed = (): void => {
    ready();
    pass('MAIL FROM:<a@a.test>\r\n', 'mail');
    pass('RCPT TO:<b@b.test>\r\n', 'rcpt');
  };
  return { dialogue, say, next, answer, pass, ready, addressed };
}

test('while an answer is owed nothing more is read, and pipelined input is seen to wait', () => {
  const { dialogue, say, next, answer, ready } = converse();
  ready();
  say('NOOP\r\nHELP\r\nNO');
  assert.equal(next()?.type, 'noop');
  assert.equal(next(), null);
  assert.equal(dialogue.pipelined, true);
  assert.equal(answer(replies.noop()), '250 2.0.0 OK\r\n');
  assert.equal(next()?.type, 'help');
  assert.equal(dialogue.pipelined, false, 'half a command is nothing to wait for');
});

test('chunks that are refused are consumed, answered once, and end the transaction', () => {
  const { dialogue, say, next, answer, addressed } = converse();
  addressed();
  say('BDAT 6 LAST\r\nQU');
  assert.equal(next()?.type, 'chunking');
  dialogue.refuseChunks(replies.lowDisk());
  assert.equal(next(), null);
  say('IT\r\nNOOP\r\n');
  const fault = next();
  assert.ok(fault?.type === 'fault' && fault.reply.code === 452 && !fault.closing);
  answer(fault.reply);
  assert.equal(dialogue.phase, 'ready');
  assert.equal(next()?.type, 'noop');
});

test('content that comes while 354 is being decided is a violation too, and no 354 is written (SMG-32)', () => {
  const { dialogue, say, next, answer, addressed } = converse();
  addressed();
  say('DATA\r\n');
  assert.equal(next()?.type, 'data');
  say('Subject: x\r\n');
  assert.equal(answer(replies.startMailInput()), '');
  const fault = next();
  assert.ok(fault?.type === 'fault' && fault.closing);
  assert.match(answer(fault.reply), /^554 5\.5\.0 /);
  assert.equal(dialogue.phase, 'closed');
  assert.equal(next(), null);
});

test('a command that ends in CR CR LF is read where line ends may be odd, and told; elsewhere it is refused', () => {
  const odd = converse({ bareLineFeed: 'normalize' });
  odd.ready();
  odd.say('EHLO copier\r\r\n');
  assert.equal(odd.next()?.type, 'hello');
  assert.deepEqual(odd.dialogue.takeHabits(), ['bare-line-ends']);
  const plain = converse({ bareLineFeed: 'reject' });
  plain.ready();
  plain.say('EHLO copier\r\r\n');
  const fault = plain.next();
  assert.ok(fault?.type === 'fault');
  assert.match(plain.answer(fault.reply), /^500 5\.5\.2 /u);
});

test('stray line ends in content are told beside the end of that message, in one piece or in many, and of no other', () => {
  for (const cut of [0, 9]) {
    const { dialogue, say, next, answer, pass, ready } = converse({ bareLineFeed: 'normalize' });
    const send = (text: string): (readonly string[] | null)[] => {
      pass('MAIL FROM:<a@a.test>\r\n', 'mail');
      pass('RCPT TO:<b@b.test>\r\n', 'rcpt');
      pass('DATA\r\n', 'data', replies.startMailInput());
      const told: (readonly string[] | null)[] = [];
      for (const piece of [text.slice(0, cut), text.slice(cut)]) {
        say(piece);
        for (let event = next(); event !== null; event = next()) {
          told.push(dialogue.takeHabits());
          if (event.type === 'end-of-data') answer(replies.ok());
          else assert.equal(event.type, 'content');
        }
      }
      return told;
    };
    ready();
    assert.equal(dialogue.takeHabits(), null);
    const odd = send('Subject: x\n\r\nx\r\n.\r\n');
    assert.deepEqual(odd.at(-1), ['bare-line-ends']);
    assert.ok(odd.slice(0, -1).every((habits) => habits === null));
    assert.ok(send('Subject: x\r\n\r\nx\r\n.\r\n').every((habits) => habits === null));
  }
});

test('a refused MAIL, RCPT or DATA leaves the phase where it was', () => {
  const { dialogue, pass, ready } = converse();
  ready();
  pass('MAIL FROM:<a@a.test>\r\n', 'mail', replies.lowDisk());
  assert.equal(dialogue.phase, 'ready');
  pass('MAIL FROM:<a@a.test>\r\n', 'mail');
  pass('RCPT TO:<b@b.test>\r\n', 'rcpt', replies.unknownRecipient());
  assert.equal(dialogue.phase, 'transaction');
  pass('DATA\r\n', 'fault', replies.noValidRecipients());
  pass('RCPT TO:<b@b.test>\r\n', 'rcpt');
  pass('DATA\r\n', 'data', replies.tooManyConcurrentSends(3));
  assert.equal(dialogue.phase, 'transaction');
  pass('DATA\r\n', 'data', replies.startMailInput());
  assert.equal(dialogue.phase, 'content');
  pass('.\r\n', 'end-of-data', replies.storeTrouble());
  assert.equal(dialogue.phase, 'ready');
});

test('421 ends the conversation whatever it answers, and so does a greeting that refuses', () => {
  const { dialogue, pass, say, next, addressed } = converse();
  addressed();
  pass('NOOP\r\n', 'noop', replies.idleTimeout());
  assert.equal(dialogue.phase, 'closed');
  say('NOOP\r\n');
  assert.equal(next(), null);
  const refused = converse();
  refused.next();
  refused.answer(replies.tooManyConnections());
  assert.equal(refused.dialogue.phase, 'closed');
});

test('on a connection that began in TLS the greeting still comes first, and STARTTLS is out of place', () => {
  const { dialogue, next, answer, pass, ready } = converse();
  dialogue.tlsStarted();
  ready();
  pass('STARTTLS\r\n', 'fault');
  assert.equal(next(), null);
  assert.throws(() => answer(replies.ok()), /no answer is owed/);
});

test('no secret of a sign-in is in any event but the sign-in itself (G25)', () => {
  const { say, next, answer, ready } = converse({ authMechanisms: [] });
  ready();
  const secret = Buffer.from('\0printer\0secret').toString('base64');
  for (const line of [`AUTH PLAIN ${secret}`, secret, 'c2VjcmV0']) {
    say(`${line}\r\n`);
    const event = next();
    assert.ok(event?.type === 'fault');
    assert.ok(!event.line.includes(secret) && !event.line.includes('c2VjcmV0'), event.line);
    answer(event.reply);
  }
  const { say: talk, next: heard, answer: reply, ready: begin } = converse();
  begin();
  talk(`AUTH PLAIN\r\n`);
  reply((heard() as { reply: Reply }).reply);
  talk(`${secret}!\r\n`);
  const failed = heard();
  assert.ok(failed?.type === 'fault' && !failed.line.includes(secret));
});

test('what MAIL and RCPT said arrives decoded', () => {
  const { say, next, answer, ready } = converse();
  ready();
  say('MAIL FROM:<"a b"@A.test> SIZE=12 BODY=8BITMIME RET=HDRS ENVID=x+2By SMTPUTF8\r\n');
  assert.deepEqual(next(), {
    type: 'mail',
    reversePath: { local: '"a b"', domain: 'A.test', domainKey: 'a.test' },
    parameters: { sizeBytes: 12, body: '8bitmime', smtputf8: true, ret: 'hdrs', envid: 'x+y' },
  });
  answer(replies.senderOk());
  say('RCPT TO:<ü@b.test> NOTIFY=DELAY,failure ORCPT=rfc822;b+40b.test\r\n');
  assert.deepEqual(next(), {
    type: 'rcpt',
    recipient: {
      address: { local: 'ü', domain: 'b.test', domainKey: 'b.test' },
      notify: ['delay', 'failure'],
      orcpt: 'rfc822;b@b.test',
    },
  });
});

test('a smaller size set for the connector holds for the content under way', () => {
  const { dialogue, say, next, addressed, pass } = converse();
  addressed();
  pass('DATA\r\n', 'data', replies.startMailInput());
  dialogue.configure({ ...settings, maxMessageBytes: 5 });
  say('123456\r\n.\r\n');
  assert.deepEqual(next(), { type: 'end-of-data', fault: 'too-large' });
});

test('an endless line is not held while it comes: an octet of it stays, and the rest is counted', () => {
  const { dialogue, next, ready } = converse({ maxUnfinishedLine: 65_536_000 });
  ready();
  const piece = Buffer.alloc(65_536, 'x');
  const input = new Input();
  for (let i = 0; i < 1000; i++) {
    dialogue.feed(piece);
    assert.equal(next(), null);
    input.append(piece);
    assert.equal(input.takeLine({ longest: 512, unfinished: 65_536_000, bareLineFeed: 'reject' }), null);
    input.keep();
    assert.equal(input.bytes.length, 1);
    assert.ok(input.bytes.buffer.byteLength <= 2 * piece.length, 'memory behind the view');
  }
  dialogue.feed(piece);
  const fault = next();
  assert.ok(fault?.type === 'fault' && fault.closing);
});
