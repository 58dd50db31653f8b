import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginExchange, continueExchange } from './auth-exchange.ts';

const base64 = (text: string, charset: BufferEncoding): string => Buffer.from(text, charset).toString('base64');
const old = { oldPasswords: true };
const noChallenge = (): string => '<1@x>';

test('a password that is no UTF-8 is refused as that, and by old devices read as windows-1252', () => {
  const latin = base64('\0scan\0p\u00e4ss\u00df', 'latin1');
  const refused = beginExchange('PLAIN', latin, noChallenge);
  assert.match(refused.kind === 'failed' ? refused.reply.lines.join(' ') : '', /no UTF-8.*legacy/u);
  const read = beginExchange('PLAIN', latin, noChallenge, old);
  assert.deepEqual(read.kind === 'complete' && 'password' in read.credentials && read.credentials.password, 'pässß');
  const utf8 = beginExchange('PLAIN', base64('\0scan\0pässß', 'utf8'), noChallenge, old);
  assert.deepEqual(utf8.kind === 'complete' && 'password' in utf8.credentials && utf8.credentials.password, 'pässß');
});

test('so is one of LOGIN, and the name as well', () => {
  const password = { expects: 'password', username: 'u' } as const;
  const refused = continueExchange(password, base64('\u00e4', 'latin1'));
  assert.match(refused.kind === 'failed' ? refused.reply.lines.join(' ') : '', /no UTF-8/u);
  const read = continueExchange(password, base64('\u0080\u00e4', 'latin1'), old);
  assert.deepEqual(read.kind === 'complete' && 'password' in read.credentials && read.credentials.password, '€ä');
  const name = continueExchange({ expects: 'username' }, base64('Kopierer B\u00fcro', 'latin1'), old);
  assert.ok(
    name.kind === 'challenge' && name.exchange.expects === 'password' && name.exchange.username === 'Kopierer Büro',
  );
});

test('what is UTF-8 and no name and password is told as before', () => {
  for (const read of [{}, old]) {
    const step = continueExchange({ expects: 'plain' }, base64('only a name', 'utf8'), read);
    assert.match(step.kind === 'failed' ? step.reply.lines.join(' ') : '', /must hold a name and a password/u);
  }
});
