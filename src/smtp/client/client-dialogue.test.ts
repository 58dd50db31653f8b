import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Address } from '../../mail/address.ts';
import {
  type ClientEvent,
  type ClientSettings,
  type ClientTransaction,
  createClientDialogue,
} from './client-dialogue.ts';

const address = (local: string, domain = 'b.test', domainKey = domain): Address => ({ local, domain, domainKey });
const to = (...locals: readonly string[]): ClientTransaction['recipients'] =>
  locals.map((local) => ({ address: address(local), notify: null, orcpt: null }));

const transaction = (more: Partial<ClientTransaction> = {}): ClientTransaction => ({
  reversePath: address('a', 'a.test'),
  recipients: to('x'),
  sizeBytes: 5,
  body: '7bit',
  smtputf8: false,
  ret: null,
  envid: null,
  ...more,
});

/** A dialogue whose peer is the test. */
function talk(settings: Partial<ClientSettings> = {}) {
  const dialogue = createClientDialogue({ heloName: 'us.test', protocol: 'smtp', ...settings });
  const wrote = (): string => Buffer.from(dialogue.output()).toString();
  /** The peer says lines; returns what events came of it. */
  const hear = (...lines: readonly string[]): readonly ClientEvent[] => {
    dialogue.feed(Buffer.from(lines.map((line) => `${line}\r\n`).join('')));
    const events: ClientEvent[] = [];
    for (let event = dialogue.next(); event !== null; event = dialogue.next()) events.push(event);
    return events;
  };
  const kinds = (...lines: readonly string[]): readonly string[] => hear(...lines).map(kind);
  return { dialogue, wrote, hear, kinds };
}

function kind(event: ClientEvent): string {
  switch (event.type) {
    case 'recipient':
    case 'result':
      return `${event.type} ${event.index} ${event.reply.code}`;
    case 'refused':
    case 'closing':
      return `${event.type} ${event.stage} ${event.reply.code}`;
    case 'protocol-error':
      return `${event.type} ${event.stage}`;
    default:
      return event.type;
  }
}

function ready(extensions: readonly string[], settings: Partial<ClientSettings> = {}): ReturnType<typeof talk> {
  const talking = talk(settings);
  talking.hear('220 peer.test ready');
  assert.match(talking.wrote(), /^(EHLO|LHLO) us\.test\r\n$/);
  const lines = ['peer.test', ...extensions];
  const events = talking.kinds(...lines.map((line, index) => `250${index < lines.length - 1 ? '-' : ' '}${line}`));
  assert.deepEqual(events, ['ready']);
  return talking;
}

test('a pipelined transaction is one group of commands, and content follows the 354', () => {
  const { dialogue, wrote, kinds } = ready(['PIPELINING', 'SIZE 1000', '8BITMIME', 'DSN']);
  dialogue.send(
    transaction({
      recipients: [
        { address: address('x'), notify: ['failure', 'delay'], orcpt: 'rfc822;x+y@b.test' },
        { address: address('y'), notify: 'never', orcpt: null },
      ],
      body: '8bitmime',
      ret: 'hdrs',
      envid: 'a b',
    }),
  );
  assert.equal(
    wrote(),
    'MAIL FROM:<a@a.test> SIZE=5 BODY=8BITMIME RET=HDRS ENVID=a+20b\r\n' +
      'RCPT TO:<x@b.test> NOTIFY=FAILURE,DELAY ORCPT=rfc822;x+2By@b.test\r\n' +
      'RCPT TO:<y@b.test> NOTIFY=NEVER\r\nDATA\r\n',
  );
  assert.deepEqual(kinds('250 ok', '250 ok', '550 5.1.1 no', '354 go'), [
    'sender',
    'recipient 0 250',
    'recipient 1 550',
    'content-wanted',
  ]);
  assert.equal(Buffer.concat(dialogue.content(Buffer.from('.x\r\n.'))).toString(), '..x\r\n..');
  assert.equal(Buffer.from(dialogue.endContent() ?? '').toString(), '\r\n.\r\n');
  assert.deepEqual(kinds('250 2.0.0 queued'), ['result null 250', 'done']);
  dialogue.quit();
  assert.equal(wrote(), 'QUIT\r\n');
  assert.deepEqual(kinds('221 bye'), ['goodbye']);
});

test('without pipelining each command waits, and DATA needs an accepted recipient', () => {
  const { dialogue, wrote, kinds } = ready([]);
  dialogue.send(transaction({ recipients: to('x', 'y') }));
  assert.equal(wrote(), 'MAIL FROM:<a@a.test>\r\n');
  assert.deepEqual(kinds('250 ok'), ['sender']);
  assert.equal(wrote(), 'RCPT TO:<x@b.test>\r\n');
  kinds('550 no');
  assert.equal(wrote(), 'RCPT TO:<y@b.test>\r\n');
  assert.deepEqual(kinds('450 later'), ['recipient 1 450']);
  assert.equal(wrote(), 'RSET\r\n');
  assert.deepEqual(kinds('250 ok'), ['done']);
  dialogue.send(transaction());
  assert.equal(wrote(), 'MAIL FROM:<a@a.test>\r\n');
});

test('EHLO that is unknown leads to HELO, and a greeting of 554 to nothing (RSP-06)', () => {
  const old = talk();
  old.hear('220 old');
  old.wrote();
  assert.deepEqual(old.kinds('502 what?'), []);
  assert.equal(old.wrote(), 'HELO us.test\r\n');
  assert.deepEqual(old.kinds('250 hi'), ['ready']);
  assert.equal(old.dialogue.extensions?.esmtp, false);
  assert.deepEqual(talk().kinds('554 no mail here'), ['refused greeting 554']);
  assert.deepEqual(talk().kinds('421 busy'), ['closing greeting 421']);
});

test('a MAIL refused in a pipeline sends no content even after a 354', () => {
  const { dialogue, wrote, kinds } = ready(['PIPELINING']);
  dialogue.send(transaction());
  wrote();
  assert.deepEqual(kinds('550 5.7.1 no', '503 what', '354 go'), ['refused mail 550']);
  assert.equal(wrote(), '.\r\n');
  assert.deepEqual(kinds('554 no recipients'), ['done']);
});

test('DATA that is not answered by 354 never sends the body (RSP-02)', () => {
  for (const [answer, told] of [
    ['250 ok', ['protocol-error data']],
    ['451 later', ['refused data 451']],
  ] as const) {
    const { dialogue, wrote, kinds } = ready(['PIPELINING']);
    dialogue.send(transaction());
    wrote();
    kinds('250 ok', '250 ok');
    assert.deepEqual(kinds(answer), told);
    assert.throws(() => dialogue.content(Buffer.from('x')));
  }
});

test('replies that are none end the conversation (RSP-02)', () => {
  for (const line of [
    '250-a\r\n251 b',
    '2xx ok',
    '25',
    '2500 ok',
    '999 x',
    '000 x',
    '-1',
    '250 a\n250 b',
    '354 go',
    '199 x',
  ]) {
    const { dialogue, wrote, kinds } = ready(['PIPELINING']);
    dialogue.send(transaction());
    wrote();
    assert.deepEqual(kinds(line), ['protocol-error mail'], line);
    assert.deepEqual(kinds('250 ok'), [], 'nothing is believed afterwards');
  }
});

test('a reply without end is given up before it fills the memory (RSP-01)', () => {
  const endless = talk();
  endless.dialogue.feed(Buffer.alloc(5_000, 'x'));
  assert.equal(endless.dialogue.next()?.type, 'protocol-error');
  const chatty = talk();
  chatty.dialogue.feed(Buffer.from('220-hello\r\n'.repeat(1_000)));
  assert.equal(chatty.dialogue.next()?.type, 'protocol-error');
});

test('552 to RCPT is told as it was said, and the basic code decides over the enhanced one (RSP-06, RSP-07)', () => {
  const { dialogue, hear } = ready(['PIPELINING']);
  dialogue.send(transaction({ recipients: to('p', 'q', 'r', 's') }));
  const events = hear('250 ok', '552 5.5.3 too many', '550 4.2.2 full', '550 5.1.1.1 x', '550 5..');
  const told = events.flatMap((event) => (event.type === 'recipient' ? [event.reply] : []));
  assert.deepEqual(told, [
    { code: 552, enhanced: '5.5.3', lines: ['too many'] },
    { code: 550, enhanced: null, lines: ['4.2.2 full'] },
    { code: 550, enhanced: null, lines: ['5.1.1.1 x'] },
    { code: 550, enhanced: null, lines: ['5..'] },
  ]);
});

test('421 ends the session wherever it comes (RSP-04, RSP-05)', () => {
  const { dialogue, kinds } = ready(['PIPELINING']);
  dialogue.send(transaction({ recipients: to('p', 'q') }));
  assert.deepEqual(kinds('250 ok', '250 ok', '421 4.3.2 going down', '250 ok'), [
    'sender',
    'recipient 0 250',
    'closing rcpt 421',
  ]);
});

test('a refusal amid the content is told, and the session is over', () => {
  const { dialogue, kinds } = ready(['PIPELINING']);
  dialogue.send(transaction());
  kinds('250 ok', '250 ok', '354 go');
  dialogue.content(Buffer.from('x'));
  assert.deepEqual(kinds('552 5.3.4 too big'), ['result null 552', 'closing end-of-data 552']);
});

test('LMTP answers the content once for each accepted recipient', () => {
  const { dialogue, kinds } = ready(['PIPELINING'], { protocol: 'lmtp' });
  dialogue.send(transaction({ recipients: to('p', 'q', 'r') }));
  kinds('250 ok', '250 ok', '550 no', '250 ok', '354 go');
  dialogue.endContent();
  assert.deepEqual(kinds('250 stored'), ['result 0 250']);
  assert.deepEqual(kinds('452 full'), ['result 2 452', 'done']);
});

test('what follows the answer to STARTTLS in clear text is an error; TLS begins with EHLO (TLS-01 turned round)', () => {
  const good = ready(['STARTTLS', 'AUTH PLAIN']);
  good.dialogue.startTls();
  assert.equal(good.wrote(), 'STARTTLS\r\n');
  assert.deepEqual(good.kinds('220 go'), ['starttls']);
  good.dialogue.tlsStarted();
  assert.equal(good.dialogue.extensions, null);
  assert.equal(good.wrote(), 'EHLO us.test\r\n');

  const injected = ready(['STARTTLS']);
  injected.dialogue.startTls();
  assert.deepEqual(injected.kinds('220 go', '250 AUTH PLAIN'), ['starttls', 'protocol-error starttls']);
  const refusing = ready(['STARTTLS']);
  refusing.dialogue.startTls();
  assert.deepEqual(refusing.kinds('454 not now'), ['refused starttls 454']);
});

test('AUTH PLAIN is sent at once, again when the peer asks, and LOGIN where only that is offered', () => {
  const plain = ready(['AUTH LOGIN PLAIN']);
  plain.dialogue.authenticate({ username: 'u', password: 'pä' });
  const response = Buffer.from('\0u\0pä').toString('base64');
  assert.equal(plain.wrote(), `AUTH PLAIN ${response}\r\n`);
  assert.deepEqual(plain.kinds('334 '), []);
  assert.equal(plain.wrote(), `${response}\r\n`);
  assert.deepEqual(plain.kinds('235 2.7.0 in'), ['authenticated']);

  const login = ready(['AUTH=LOGIN']);
  login.dialogue.authenticate({ username: 'u', password: 'p' });
  assert.equal(login.wrote(), 'AUTH LOGIN\r\n');
  login.hear('334 VXNlcm5hbWU6');
  assert.equal(login.wrote(), 'dQ==\r\n');
  login.hear('334 UGFzc3dvcmQ6');
  assert.equal(login.wrote(), 'cA==\r\n');
  assert.deepEqual(login.kinds('535 5.7.8 no'), ['refused auth 535']);

  const other = ready(['AUTH GSSAPI']);
  other.dialogue.authenticate({ username: 'u', password: 'p' });
  assert.equal(other.wrote(), '');
  assert.deepEqual(other.kinds(), ['refused auth 504']);
});

test('names beyond ASCII go as they are, or as A-labels, or not at all (OUT-20)', () => {
  const bücher = address('a', 'bücher.test', 'xn--bcher-kva.test');
  const modern = ready(['PIPELINING', 'SMTPUTF8']);
  modern.dialogue.send(
    transaction({ recipients: [{ address: { ...bücher, local: 'ü' }, notify: null, orcpt: null }] }),
  );
  assert.equal(modern.wrote(), 'MAIL FROM:<a@a.test> SMTPUTF8\r\nRCPT TO:<ü@bücher.test>\r\nDATA\r\n');
  const old = ready(['PIPELINING']);
  old.dialogue.send(transaction({ recipients: [{ address: bücher, notify: null, orcpt: null }] }));
  assert.match(old.wrote(), /RCPT TO:<a@xn--bcher-kva\.test>/);
  const older = ready([]);
  older.dialogue.send(transaction({ recipients: to('ü') }));
  assert.equal(older.wrote(), '');
  assert.deepEqual(older.kinds(), ['refused mail 553', 'done']);
});

test('an address that held a line end would never reach the wire', () => {
  const { dialogue } = ready(['PIPELINING']);
  assert.throws(() => dialogue.send(transaction({ recipients: to('x\r\nRCPT TO:<y') })));
});

test('a peer that repeats our sign-in is told without it, whatever it answers', () => {
  const { dialogue, hear, kinds } = ready(['AUTH PLAIN']);
  const password = 'pässword-1';
  dialogue.authenticate({ username: 'u', password });
  const line = Buffer.from(`\0u\0${password}`).toString('base64');
  kinds('235 2.7.0 in');
  dialogue.send(transaction());
  hear('250 ok');
  const told = hear(
    `550-5.1.1 you said AUTH PLAIN ${line}`,
    `550 5.1.1 that is ${Buffer.from(password).toString('base64')} or ${password}`,
  );
  assert.deepEqual(
    told.flatMap((event) => ('reply' in event ? event.reply.lines : [])),
    ['you said AUTH PLAIN [a secret of ours]', 'that is [a secret of ours] or [a secret of ours]'],
  );
});
