import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replies } from '../../mail/replies.ts';
import type { DialogueEvent } from './dialogue-events.ts';
import { ShownLines, withoutSecret } from './shown-lines.ts';

const KEY = 'AGFubmEAc2VjcmV0';

test('whatever way AUTH is misspelt, what may be a secret is not shown, and the mechanism is', () => {
  for (const line of [
    `AUTH PLAIN ${KEY}`,
    `AUTH  PLAIN ${KEY}`,
    ` AUTH PLAIN ${KEY}`,
    `\tauth login ${KEY}`,
    `AUTH=PLAIN ${KEY}`,
    `AUTHPLAIN ${KEY}`,
    `XAUTH ${KEY}`,
    `X-AUTH ${KEY}`,
    `AUTH ${KEY}`,
    `AUTH${KEY}`,
    `AUTH PLAIN${KEY}`,
    `PASS ${KEY}`,
    `login anna ${KEY}`,
    `AUHT PLAIN ${KEY}`,
    `AUT LOGIN ${KEY}`,
    `AT ${KEY}`,
    `AUHT bearer ${KEY}`,
    KEY,
    `USER ${KEY}`,
  ])
    assert.ok(!withoutSecret(line).includes(KEY), `${line} became ${withoutSecret(line)}`);
  assert.equal(withoutSecret(`AUTH  PLAIN ${KEY}`), 'AUTH  PLAIN ***');
  assert.equal(withoutSecret('AUTH LOGIN'), 'AUTH LOGIN');
  assert.equal(withoutSecret('MAIL FROM:<author@a.test>'), 'MAIL FROM:<author@a.test>');
});

test('lines behind a refused AUTH or DATA are not shown until a command is one', () => {
  const fault = (line: string, stage: 'auth' | 'command' | 'data' | 'rcpt'): DialogueEvent => ({
    type: 'fault',
    reply: replies.unknownCommand(),
    stage,
    line,
    closing: false,
  });
  const lines = new ShownLines();
  const shown = (event: DialogueEvent): string => {
    const told = lines.shown(event);
    return told.type === 'fault' ? told.line : told.type;
  };
  assert.equal(shown(fault('nonsense', 'command')), 'nonsense');
  assert.equal(shown(fault(`XAUTH ${KEY}`, 'command')), 'XAUTH ***');
  assert.equal(shown(fault(KEY, 'command')), '***');
  assert.equal(shown({ type: 'noop' }), 'noop');
  assert.equal(shown(fault('AUHT LOGIN', 'command')), 'AUHT LOGIN');
  assert.equal(shown(fault('U2VjcmV0UGFzczE=', 'command')), '***');
  assert.equal(shown({ type: 'rset' }), 'rset');
  assert.ok(!shown(fault('X eyJhbGciOiJub25lIn0.e30.', 'command')).includes('eyJ'));
  assert.equal(shown(fault('DATA', 'data')), 'DATA');
  assert.equal(shown(fault('Subject: private', 'command')), '(not shown: it may be content)');
  assert.equal(shown(fault('RCPT TO:<', 'rcpt')), 'RCPT TO:<');
  assert.equal(shown({ type: 'rset' }), 'rset');
  assert.equal(shown(fault('nonsense', 'command')), 'nonsense');
});
