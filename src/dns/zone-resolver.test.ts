import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createZoneResolver } from './zone-resolver.ts';

const zone = createZoneResolver(`
; what a name server would say
contoso.test.       3600 IN MX 10 Mail.Contoso.Test.
contoso.test        MX 20 backup.contoso.test
mail.contoso.test   A 192.0.2.1
mail.contoso.test   A 192.0.2.2
mail.contoso.test   AAAA 2001:db8::1
192.0.2.1           PTR mail.contoso.test.
null.test           MX 0 .
text.test           TXT "v=spf1; " "-all"   ; joined
text.test           NS ns.text.test
alias.test          CNAME mail.contoso.test
round-a.test        CNAME round-b.test
round-b.test        CNAME round-a.test
broken.test         SERVFAIL
half.test           SERVFAIL MX
half.test           A 192.0.2.9
@ 192.0.2.53
text.test           TXT only-here
`);

test('records are found, with names in lower case and without the final dot', async () => {
  assert.deepEqual(await zone.mx('CONTOSO.test.'), {
    kind: 'found',
    records: [
      { preference: 10, exchange: 'mail.contoso.test' },
      { preference: 20, exchange: 'backup.contoso.test' },
    ],
  });
  assert.deepEqual(await zone.a('mail.contoso.test'), { kind: 'found', records: ['192.0.2.1', '192.0.2.2'] });
  assert.deepEqual(await zone.aaaa('mail.contoso.test'), { kind: 'found', records: ['2001:db8::1'] });
  assert.deepEqual(await zone.ptr('192.0.2.1'), { kind: 'found', records: ['mail.contoso.test'] });
  assert.deepEqual(await zone.ns('text.test'), { kind: 'found', records: ['ns.text.test'] });
});

test('the strings of one TXT record are joined and may hold a semicolon', async () => {
  assert.deepEqual(await zone.txt('text.test'), { kind: 'found', records: ['v=spf1; -all'] });
});

test('a null MX has the empty name as exchange', async () => {
  assert.deepEqual(await zone.mx('null.test'), { kind: 'found', records: [{ preference: 0, exchange: '' }] });
});

test('a name without such records is told from a name that does not exist, also when it only has names below it', async () => {
  assert.deepEqual(await zone.txt('mail.contoso.test'), { kind: 'no-records' });
  assert.deepEqual(await zone.a('test'), { kind: 'no-records' });
  assert.deepEqual(await zone.a('nowhere.example'), { kind: 'no-such-name' });
});

test('CNAME is followed, and one that goes round fails instead of spinning', async () => {
  assert.deepEqual(await zone.a('alias.test'), { kind: 'found', records: ['192.0.2.1', '192.0.2.2'] });
  assert.equal((await zone.a('round-a.test')).kind, 'failed');
});

test('SERVFAIL can be said for a name and for one type of a name', async () => {
  assert.equal((await zone.a('broken.test')).kind, 'failed');
  assert.equal((await zone.mx('half.test')).kind, 'failed');
  assert.equal((await zone.a('half.test')).kind, 'found');
});

test('one server can answer otherwise than the rest', async () => {
  assert.deepEqual(await zone.at('192.0.2.53').txt('text.test'), { kind: 'found', records: ['only-here'] });
  assert.deepEqual(await zone.at('192.0.2.54').txt('text.test'), { kind: 'found', records: ['v=spf1; -all'] });
});

test('a line that cannot be read is named, and the zone in force stays', async () => {
  assert.throws(() => zone.set('ok.test A 192.0.2.1\nbad.test A 1.2.3'), /zone line 2/u);
  assert.equal((await zone.mx('contoso.test')).kind, 'found');
});

test('a new text replaces the old one', async () => {
  const other = createZoneResolver('a.test A 192.0.2.1');
  other.set('b.test A 192.0.2.2');
  assert.equal((await other.a('a.test')).kind, 'no-such-name');
  assert.equal((await other.a('b.test')).kind, 'found');
});
