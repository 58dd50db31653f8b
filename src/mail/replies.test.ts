import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replies } from './replies.ts';
import type { Reply } from './reply.ts';

/** Arguments that a reply can be asked with, as long as they get. */
const long = 'x'.repeat(254);
const said = Object.entries(replies).map(([name, make]) => {
  const reply = (make as (...facts: readonly unknown[]) => Reply)(
    ...Array.from({ length: make.length }, () =>
      /limit|octets|large|long|sends|recipients/iu.test(name) ? 1_000 : long,
    ),
  );
  return { name, reply };
});

test('every refusal says what to do, not only what is wrong', () => {
  for (const { name, reply } of said) {
    if (reply.code < 400) continue;
    const text = reply.lines.join(' ').replaceAll(long, 'x');
    // The fault; then, behind a colon or semicolon or as an order to the peer, the cure.
    const cure = /[:;,] .+/u.exec(text)?.[0] ?? (name === 'sequence' ? text : '');
    assert.notEqual(cure, '', `${name}: ${text}`);
  }
});

test('every refusal has an enhanced code of its class', () => {
  for (const { name, reply } of said)
    if (reply.code >= 400) assert.equal(reply.enhanced?.[0], String(reply.code)[0], name);
});

test('every reply fits a line of 512 octets with a reference, its cure included', () => {
  const reference = ' [ref 01ARZ3NDEKTSV4RRFFQ69G5FAV-100]';
  for (const { name, reply } of said)
    for (const line of reply.lines)
      assert.ok(
        `${reply.code} ${reply.enhanced ?? ''} ${line}${reference}\r\n`.length <= 512,
        `${name}: ${line.length}`,
      );
});

test('a limit on size is shown in the unit it is set in', () => {
  const shown = (limit: number): string => replies.tooLarge(limit).lines.join(' ');
  assert.match(shown(1_000), /at most 1000 octets;/u);
  assert.match(shown(1_024), /at most 1024 octets \(1 KiB\);/u);
  assert.match(shown(1_572_864), /\(1\.5 MiB\);/u);
  assert.match(shown(157_286_400), /\(150 MiB\);/u);
});
