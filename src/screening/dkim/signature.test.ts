import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanHeader } from '../../mail/header/header-scan.ts';
import { headerToSign, octetsToSign, type SignedHeader, signedField, unsignedField } from './signature.ts';

function headerOf(...lines: readonly string[]): SignedHeader | null {
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return headerToSign(bytes, scanHeader(bytes));
}

test('fields that readers show are named once more than they are there', () => {
  const header = headerOf('From: a@contoso.com', 'Subject: x', 'Subject: y', 'Sender: b@contoso.com', 'X-Other: z');
  assert.deepEqual(
    header?.names.join(':'),
    'From:From:To:Cc:Subject:Subject:Subject:Date:Reply-To:Content-Type:MIME-Version:Message-ID:Sender',
  );
});

test('of fields of one name the lowest is signed first, in relaxed form', () => {
  const header = headerOf('SUBJECT \t:  one\r\n\t two ', 'From: a@contoso.com\t', 'subject:three\xa0');
  assert.equal(header?.canonical, 'from:a@contoso.com\r\nsubject:three\xa0\r\nsubject:one two\r\n');
});

test('a header without a clear reading is not signed', () => {
  assert.equal(headerOf('From: a@contoso.com', 'this is no field'), null);
  assert.equal(headerOf('From: a@contoso.com', 'From x Thu Jan 1', 'To: b@contoso.com'), null);
});

test('a header with too many fields is not signed', () => {
  const many = Array.from({ length: 200 }, (_, i) => `To: a${i}@contoso.com`);
  assert.equal(headerOf('From: a@contoso.com', ...many), null);
});

const as = { domain: 'contoso.com', selector: 's1', at: 1_800_000_000_999 } as const;

test('the field is signed as it will stand there, without its signature', () => {
  const header = headerOf('From: a@contoso.com') ?? assert.fail();
  const unsigned = unsignedField({ ...as, algorithm: 'rsa-sha256' }, header, 'aGFzaA==');
  const octets = octetsToSign(header, unsigned, 'rsa-sha256').toString('latin1');
  assert.match(octets, /^from:a@contoso\.com\r\ndkim-signature:v=1; a=rsa-sha256; .* t=1800000000; h=.*; b=$/u);
  assert.equal(octetsToSign(header, unsigned, 'ed25519-sha256').byteLength, 32);
});

test('no line of the field is longer than 78 octets', () => {
  const header = headerOf('From: a@contoso.com') ?? assert.fail();
  const unsigned = unsignedField({ ...as, algorithm: 'rsa-sha256' }, header, 'x'.repeat(44));
  const field = signedField(unsigned, Buffer.alloc(256)).toString('latin1');
  assert.ok(field.endsWith('\r\n'));
  for (const line of field.split('\r\n')) assert.ok(line.length <= 78, line);
});
