import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anyShell, command, type Shell, typed } from './command.ts';
import { asTyped } from './kept.ts';

const here: Shell = { program: './doorpost', options: ['--data', '/srv/mail room'], organization: null };

test('commands in a sentence that was kept are typed for who reads it', () => {
  const kept = 'set it anew with "doorpost upstream set Provider --password-stdin" (or doorpost trace)';
  assert.equal(
    asTyped(kept, here),
    `set it anew with "./doorpost --data '/srv/mail room' upstream set Provider --password-stdin" (or ./doorpost --data '/srv/mail room' trace)`,
  );
  assert.equal(asTyped(kept, anyShell), kept);
});

test('the organization stands where a command takes it and does not name it', () => {
  const of: Shell = { program: 'doorpost', options: [], organization: 'Other School' };
  assert.equal(asTyped('doorpost upstream status', of), "doorpost -o 'Other School' upstream status");
  assert.equal(asTyped('doorpost upstream status -o Contoso', of), 'doorpost upstream status -o Contoso');
  assert.equal(asTyped('doorpost backup', of), 'doorpost backup');
});

test('what was typed for its reader already stays, also under the name of an installed program', () => {
  for (const shell of [here, { ...here, program: 'doorpost' }]) {
    const line = `see: ${typed(command`upstream test Provider`, shell)}`;
    assert.equal(asTyped(line, shell), line);
  }
});

test('other words are no commands', () => {
  for (const text of ['doorpost went away', '/usr/bin/doorpost status', 'x@doorpost status'])
    assert.equal(asTyped(text, here), text);
});
