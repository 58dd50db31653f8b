import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressPatterns } from './address-pattern.ts';

test('a whole address is meant whole, anything less is a part', () => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ['ann@contoso.com', 'ann@contoso.com'],
    [' <ann@contoso.com> ', 'ann@contoso.com'],
    ['@contoso.com', '*@contoso.com'],
    ['ann@', 'ann@*'],
    ['ann', '*ann*'],
    ['contoso.com', '*contoso.com*'],
    ['a*b**@*.com', 'a*b*@*.com'],
    ['*', '*'],
    ['<>', '<>', ''],
  ];
  for (const [said, ...patterns] of cases) assert.deepEqual(addressPatterns(said), patterns, said);
});

test('an international domain is found in both of its forms, whichever was typed', () => {
  assert.deepEqual(addressPatterns('ann@MÜLLER.de'), ['ann@müller.de', 'ann@xn--mller-kva.de']);
  assert.deepEqual(addressPatterns('ann@xn--mller-kva.de'), ['ann@müller.de', 'ann@xn--mller-kva.de']);
  assert.deepEqual(addressPatterns('müller'), ['*müller*', '*xn--mller-kva*']);
  assert.deepEqual(addressPatterns('@*.müller.de'), ['@*.müller.de', '@*.xn--mller-kva.de']);
  assert.deepEqual(addressPatterns('mu\u0308ller.de'), ['*müller.de*', '*xn--mller-kva.de*']);
  assert.deepEqual(addressPatterns('bü*ro.de'), ['bü*ro.de'], 'half a label has no other form');
});
