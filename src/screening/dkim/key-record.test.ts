import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyRecordName, keyRecordText, publishedKey, zoneFileText } from './key-record.ts';

const key = { algorithm: 'rsa-sha256', publicKey: `MIIB${'a'.repeat(388)}` } as const;

test('the record of a key, whole and as zone files have it', () => {
  assert.equal(keyRecordName({ selector: 's1', domain: 'contoso.com' }), 's1._domainkey.contoso.com');
  const text = keyRecordText(key);
  assert.ok(text.startsWith('v=DKIM1; k=rsa; p=MIIB'));
  const strings = zoneFileText(text).slice(1, -1).split('" "');
  assert.equal(strings.join(''), text);
  for (const string of strings) assert.ok(string.length <= 255);
});

const seen: readonly (readonly [what: string, records: readonly string[], state: string])[] = [
  ['the very record', [keyRecordText(key)], 'published'],
  ['other spacing and tags', [`p= ${key.publicKey.slice(0, 99)} ${key.publicKey.slice(99)} ;k=rsa ; t=y`], 'published'],
  ['no k=, which means RSA', [`v=DKIM1; p=${key.publicKey}`], 'published'],
  ['beside a text that is no key', ['hello', keyRecordText(key)], 'published'],
  ['nothing', [], 'missing'],
  ['a text that is no key', ['v=spf1 -all'], 'missing'],
  ['an empty key', ['v=DKIM1; p='], 'revoked'],
  ['another key', ['v=DKIM1; k=rsa; p=MIIC'], 'other'],
  ['another type', [`v=DKIM1; k=ed25519; p=${key.publicKey}`], 'other'],
  ['another version', [`v=DKIM2; p=${key.publicKey}`], 'restricted'],
  ['SHA-1 alone', [`h=sha1; p=${key.publicKey}`], 'restricted'],
  ['another service', [`s=tlsrpt; p=${key.publicKey}`], 'restricted'],
  ['two keys', [keyRecordText(key), keyRecordText(key)], 'several'],
];
for (const [what, records, state] of seen)
  test(`verifiers find ${what}: ${state}`, () => assert.equal(publishedKey(records, key).state, state));
