import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import { previewRewriting } from './rewriting-preview.ts';

const parsed = parseMailbox('scan@copier.test', { smtputf8: true });
assert.ok(parsed.ok);
const sample = {
  reversePath: parsed.address,
  fields: { From: '"Copier, 2nd floor" <scan@copier.test>', To: 'anna@far.test', Subject: 'Your scan' },
};

test('the envelope sender and From become what is set, the name stays, answers go to who wrote', () => {
  const rewriting = { reversePath: 'printer@ours.test', from: 'printer@ours.test', replyToOriginal: true };
  assert.deepEqual(previewRewriting(rewriting, sample), [
    { name: 'MAIL FROM', before: '<scan@copier.test>', after: '<printer@ours.test>' },
    {
      name: 'From',
      before: '"Copier, 2nd floor" <scan@copier.test>',
      after: '"Copier, 2nd floor" <printer@ours.test>',
    },
    { name: 'Reply-To', before: null, after: '<scan@copier.test>' },
    { name: 'To', before: 'anna@far.test', after: 'anna@far.test' },
    { name: 'Subject', before: 'Your scan', after: 'Your scan' },
  ]);
});

test('nothing set changes nothing; a Reply-To that is there stays, another Sender goes, a report keeps <>', () => {
  const none = { reversePath: null, from: null, replyToOriginal: true };
  assert.ok(previewRewriting(none, sample).every(({ before, after }) => before === after));
  const rows = previewRewriting(
    { reversePath: 'printer@ours.test', from: 'printer@ours.test', replyToOriginal: true },
    { reversePath: null, fields: { ...sample.fields, Sender: 'job@copier.test', 'Reply-To': 'desk@ours.test' } },
  );
  const row = (name: string) => rows.find((one) => one.name === name);
  assert.deepEqual(row('MAIL FROM'), { name: 'MAIL FROM', before: '<>', after: '<>' });
  assert.deepEqual(row('Sender'), { name: 'Sender', before: 'job@copier.test', after: null });
  assert.equal(row('Reply-To')?.after, 'desk@ours.test');
});
