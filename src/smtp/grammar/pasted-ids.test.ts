import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idAsPasted, pasted } from './pasted-ids.ts';

const ID = '1M4Z3K7M9QXA2B4C';

test('an id is found in whatever it was pasted with', () => {
  const cases: readonly (readonly [string, string])[] = [
    [ID, ID],
    [`  ${ID.toLowerCase()}\n`, ID],
    [`[ref ${ID}-1]`, `${ID}-1`],
    [`ref=${ID}-12`, `${ID}-12`],
    [`<${ID}>`, ID],
    [`"${ID}-3".`, `${ID}-3`],
    [`250 2.0.0 Ok: queued as ${ID}`, ID],
    [`550 5.7.64 Relay access denied (AUTHENTICATIONXX) [ref ${ID}-1] 192.0.2.10`, `${ID}-1`],
    [`Your message 1M4Z3K7M9QXA0000 to <ann@contoso.com> was refused.\r\nRef: ${ID}-2\r\n`, `${ID}-2`],
    ['lM4Z3K7M9QXA2B4C', ID],
    ['1M4Z3K7M9QXA2BOC', '1M4Z3K7M9QXA2B0C'],
  ];
  for (const [text, id] of cases) assert.equal(idAsPasted(text), id, text);
});

test('what is none is none', () => {
  for (const text of ['', 'authentications1x', 'ABCDEFGHJKMNPQRS', `${ID}0`, `x${ID}`, '1M4Z3K7M9QXA2B4U'])
    assert.deepEqual(pasted(text).ids, [], text);
  assert.equal(idAsPasted(' s-1 '), 'S-1');
});

test('a Message-ID is found with or without its brackets', () => {
  assert.deepEqual(pasted('<inv-4711@erp.test>').messageIds, ['inv-4711@erp.test']);
  assert.deepEqual(pasted(' inv-4711@erp.test ').messageIds, ['inv-4711@erp.test']);
  assert.deepEqual(pasted('Message-ID: <a.b@c>\r\nTo: <x@y>').messageIds, ['a.b@c', 'x@y']);
  assert.deepEqual(pasted('ann at contoso.com').messageIds, []);
});
