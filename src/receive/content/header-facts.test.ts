import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type HeaderFacts, headerFacts } from './header-facts.ts';
import { fieldValue, headerSectionEnd, scanHeader } from '../../mail/header/header-scan.ts';
import { receivedField, rfc5322Date } from './trace-fields.ts';

const scanned = (text: string) => {
  const bytes = Buffer.from(text, 'latin1');
  const scan = scanHeader(bytes);
  return { bytes, scan, names: scan.fields.map((field) => field.name) };
};

const shownIn = ({ shownSenders }: HeaderFacts) => {
  assert.ok(shownSenders !== 'too-many');
  return shownSenders;
};

test('fields are found with their folding, and the empty line ends them', () => {
  const { bytes, scan, names } = scanned('Subject: a\r\n\tb\r\nX-Y : c\r\n\r\nBody: no\r\n');
  assert.deepEqual(names, ['subject', 'x-y']);
  assert.equal(scan.ending, 'empty-line');
  assert.equal(fieldValue(bytes, scan.fields[0] as never), 'a\tb');
});

test('a line that is no field ends the header', () => {
  for (const odd of ['no colon here\r\n', ': nameless\r\n', 'X Y: z\r\n', ' folded first\r\n']) {
    const { scan } = scanned(`${odd.startsWith(' ') ? '' : 'A: b\r\n'}${odd}C: d\r\n\r\n`);
    assert.equal(scan.ending, 'not-a-field', odd);
  }
});

test('the end of the section is found wherever the pieces are cut', () => {
  const text = 'A: b\r\n\r\nbody';
  for (let cut = 0; cut <= text.length; cut++) {
    const first = headerSectionEnd(Buffer.from(text.slice(0, cut)), 0);
    assert.equal(first, cut >= 8 ? 8 : -1);
    assert.equal(headerSectionEnd(Buffer.from(text), cut >= 8 ? 0 : cut), 8);
  }
  assert.equal(headerSectionEnd(Buffer.from('\r\nbody'), 0), 2);
});

test('facts: decoded subject, every From and Sender, hops, missing date', () => {
  const { bytes, scan } = scanned(
    'Received: x\r\nReceived: y\r\nFrom: "a, b" <a@x.test>, c@y.test\r\nSender: <d@z.test>\r\nSubject: =?utf-8?B?4pyTIG9r?=\r\nMessage-ID: <1@x>\r\n\r\n',
  );
  const facts = headerFacts(bytes, scan);
  assert.equal(facts.subject, '✓ ok');
  assert.equal(facts.receivedFields, 2);
  assert.equal(facts.hasDate, false);
  assert.equal(facts.messageId, '<1@x>');
  assert.deepEqual(facts.from, ['a@x.test', 'c@y.test']);
  assert.deepEqual(
    shownIn(facts).map(({ field, address }) => `${field} ${address?.local}@${address?.domain}`),
    ['From a@x.test', 'From c@y.test', 'Sender d@z.test'],
  );
});

test('a Subject is cut between characters, never within one', () => {
  for (const before of ['', 'x']) {
    const text = `Subject: ${before}${'😀'.repeat(200)}\r\n\r\n`;
    const bytes = Buffer.from(text);
    const { subject } = headerFacts(bytes, scanHeader(bytes));
    assert.equal(subject, `${before}${'😀'.repeat(before === '' ? 128 : 127)}`);
  }
});

test('a From that cannot be read counts as an unreadable sender', () => {
  for (const value of [
    '',
    ' ',
    'Scanner',
    '<>',
    'undisclosed:;',
    'a@',
    '@b',
    '<a@x.test> <ceo@x.test>',
    'a@x.test ceo@x.test',
    'a <b@x.test> c <d@y.test>',
    '<@ceo.test:a@x.test>',
    'a@x.test (b',
    '"a <b@x.test>',
  ]) {
    const { bytes, scan } = scanned(`From: ${value}\r\n\r\n`);
    assert.ok(
      shownIn(headerFacts(bytes, scan)).some(({ address }) => address === null),
      value,
    );
  }
});

test('what devices really write as From is read', () => {
  for (const value of [
    'a@x.test',
    'a@x.test <a@x.test>',
    '"b@y.test" <a@x.test>',
    'Scanner (2nd (floor)) <a@x.test>',
    '<a@x.test>',
  ]) {
    const { bytes, scan } = scanned(`From: ${value}\r\n\r\n`);
    const [shown] = shownIn(headerFacts(bytes, scan));
    assert.equal(`${shown?.address?.local}@${shown?.address?.domain}`, 'a@x.test', value);
  }
});

test('no octets whatever make the scan throw, and its fields cover the header without gaps', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
      const bytes = Buffer.from(octets);
      const scan = scanHeader(bytes);
      let at = 0;
      for (const field of scan.fields) {
        assert.equal(field.start, at);
        at = field.end;
      }
      assert.equal(scan.end, at);
      headerFacts(bytes, scan);
    }),
  );
});

test('Received names client, protocol and id; a hostile HELO cannot break it; blind recipients are not shown', () => {
  const address = (local: string) => ({ local, domain: 'x.test', domainKey: 'x.test' });
  const facts = {
    helo: 'a\r\nX: y (z) \u001b[2J',
    clientAddress: '2001:db8::1',
    hostName: 'mx.test',
    queueId: 'Q1',
    esmtp: true,
    tls: 'TLSv1.3 TLS_AES_128_GCM_SHA256',
    authenticated: true,
    smtputf8: false,
    recipients: [address('one')],
    at: Date.UTC(2026, 10, 5, 7, 8, 9),
  };
  const one = receivedField(facts);
  assert.match(one, /^Received: from a\?\?X:\?y\?\?z\?\?\?\[2J \(\[IPv6:2001:db8::1\]\)\r\n\t\(using TLSv1\.3/u);
  assert.match(
    one,
    /by mx\.test \(Doorpost\) with ESMTPSA id Q1\r\n\tfor <one@x\.test>; Thu, 5 Nov 2026 07:08:09 \+0000\r\n$/u,
  );
  const two = receivedField({ ...facts, recipients: [address('one'), address('two')], esmtp: false, tls: null });
  assert.doesNotMatch(two, /for </u);
  assert.match(two, /with SMTP id/u);
  assert.equal(rfc5322Date(0), 'Thu, 1 Jan 1970 00:00:00 +0000');
});
