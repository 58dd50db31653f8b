import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { stringify } from 'yaml';
import { rangeCidrs } from '../../policy/address-ranges.ts';
import { readOrganizationFile } from '../organization-file.ts';
import { certificateNameOf } from './certificate-name.ts';
import { exchangeFields, importExchange } from './exchange.ts';
import { hmailserverAttributes, importHmailserver, xmlOptions } from './hmailserver.ts';
import { type Imported, ImportProblem } from './imported.ts';
import { readMainCf } from './main-cf.ts';
import { importPostfix, postfixParameters } from './postfix.ts';

const folder = new URL('../../../test/fixtures/import/', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, folder), 'utf8');
const postfix = (mainCf: string, maps: Readonly<Record<string, string>> = {}): Imported =>
  importPostfix(mainCf, (path) => maps[path] ?? null);
const hmailserver = (xml: string): Imported => importHmailserver(xml, new XMLParser(xmlOptions));

const fixtures: Readonly<Record<string, () => Imported>> = {
  postfix: () =>
    postfix(text('postfix/main.cf'), {
      '/etc/postfix/transport': text('postfix/transport'),
      '/etc/postfix/sasl_passwd': text('postfix/sasl_passwd'),
      '/etc/postfix/sender_relay': text('postfix/sender_relay'),
    }),
  exchange: () => importExchange([text('exchange/inbound.json'), text('exchange/outbound.json')]),
  hmailserver: () => hmailserver(text('hmailserver/hMailServerBackup.xml')),
};

for (const [name, run] of Object.entries(fixtures))
  test(`the configuration of ${name} becomes what the fixture says, and a file that apply reads`, () => {
    const imported = run();
    assert.deepEqual(imported, JSON.parse(text(`${name}/expected.json`)));
    const file = stringify({ doorpost: 1, organizations: [{ name: 'ours', ...imported.entry }] });
    const read = readOrganizationFile(file);
    assert.ok('file' in read, JSON.stringify(read));
    assert.doesNotMatch(JSON.stringify(imported), /not-to-be-copied|a1b2c3/u);
  });

test('docs/operate/import.md names what is read, and nothing else as read', () => {
  const document = readFileSync(new URL('../../../docs/operate/import.md', import.meta.url), 'utf8');
  const listed = (heading: string): readonly string[] => {
    const section = document.split(/^## /mu).find((part) => part.startsWith(heading)) ?? '';
    const paragraph = /^Read: ([\s\S]*?)\n\n/mu.exec(section)?.[1] ?? '';
    return [...paragraph.matchAll(/`([^`]+)`/gu)].map((match) => match[1] ?? '').sort();
  };
  assert.deepEqual(listed('Postfix'), [...postfixParameters].sort());
  assert.deepEqual(listed('Exchange'), [...new Set([...exchangeFields.inbound, ...exchangeFields.outbound])].sort());
  assert.deepEqual(
    listed('hMailServer'),
    [...new Set([...hmailserverAttributes.SecurityRange, ...hmailserverAttributes.Route])].sort(),
  );
});

describe('Postfix', () => {
  test('* in the transport map goes before any relay host, which is then not taken', () => {
    const maps = { '/t': '* [all.example]\n', '/s': 'a@contoso.com [own.example]\n' };
    const cf = 'transport_maps = hash:/t\nrelayhost = [hub.example]\nsender_dependent_relayhost_maps = hash:/s\n';
    const { entry, notes } = postfix(cf, maps);
    assert.deepEqual(
      entry.outboundConnectors?.map(({ name }) => name),
      ['Transport all.example'],
    );
    assert.equal(notes.filter(({ verdict, text: words }) => verdict === 'left' && /never used/u.test(words)).length, 2);
  });
  test('a host whose service is known brings its words and its pace', () => {
    const of = (host: string) => postfix(`relayhost = [${host}]\n`).entry.outboundConnectors?.[0];
    assert.deepEqual(of('smtp.office365.com')?.pace, {
      messagesPerMinute: 30,
      concurrent: 3,
      recipientsPerDay: 10_000,
    });
    assert.deepEqual(
      [of('contoso-com.mail.protection.outlook.com')].map((one) => [one?.service, one?.pace]),
      [['microsoft365', undefined]],
    );
    assert.equal(of('SMTP.Gmail.com')?.service, 'google');
    assert.equal(of('smtp.hve.mx.microsoft')?.service, 'hve');
    assert.equal(of('mail.example.net')?.service, undefined);
  });
  test('main.cf: continuations, comments within, names in names, the last of two', () => {
    const read = readMainCf('a = 1\n# no\nb = $a,\n  ${c} # not a comment\n\n  $(a)\nc=3\na = 2\n d\nloop = $loop\n');
    const value = (name: string): string | undefined => read.find((one) => one.name === name)?.value;
    assert.equal(value('b'), '2 d, 3 # not a comment 2 d');
    assert.equal(value('a'), '2 d');
    assert.equal(typeof value('loop'), 'string');
  });
  test('a name that doubles itself ends', () => {
    const [one] = readMainCf('a = $a$a$a$a$a$a$a$a\n');
    assert.ok((one?.value.length ?? 0) < 1_000_000);
  });
  test('TLS levels, wrapper mode and odd hosts', () => {
    const tls = (lines: string): unknown =>
      postfix(`relayhost = mail.example:submission\n${lines}`).entry.outboundConnectors?.[0]?.tls;
    assert.equal(tls(''), 'opportunistic');
    assert.equal(tls('smtp_tls_security_level = none'), 'none');
    assert.equal(tls('smtp_tls_security_level = secure'), 'verified');
    assert.equal(tls('smtp_tls_wrappermode = yes\nsmtp_tls_security_level = encrypt'), 'wrapped');
    assert.equal(postfix('relayhost = unix:/run/x').entry.outboundConnectors, undefined);
    const six = postfix('relayhost = [2001:db8::1]:2525').entry.outboundConnectors?.[0];
    assert.deepEqual(six?.route, { kind: 'smart-hosts', hosts: [{ host: '2001:db8::1', port: 2525 }] });
  });
  test('an exception withholds what lies around it', () => {
    const { entry } = postfix('mynetworks = 10.0.0.0/8, !10.1.0.0/16, 192.168.1.0/24');
    assert.deepEqual(entry.inboundConnectors?.[0]?.senderAddresses, ['192.168.1.0/24']);
  });
});

describe('Exchange', () => {
  test('the ways a certificate is named', () => {
    for (const [said, name] of [
      ['*.contoso.com', '*.contoso.com'],
      ['CN=mail.contoso.com, O=Contoso', 'mail.contoso.com'],
      ['<I>CN=CA, O=X<S>CN=erp.contoso.com, C=US', 'erp.contoso.com'],
      ['', null],
      [null, null],
    ] as const)
      assert.equal(certificateNameOf(said), name);
  });
  test('what is no export says so, with the command that makes one', () => {
    for (const wrong of ['', '{', '"x"', '[1]', '{"Name":"x"}'])
      assert.throws(
        () => importExchange([wrong]),
        (error) => error instanceof ImportProblem && /Get-/u.test(error.cure),
      );
  });
  test('a byte order mark is no mistake', () => {
    assert.equal(importExchange([`\uFEFF${text('exchange/outbound.json')}`]).entry.outboundConnectors?.length, 1);
  });
});

describe('hMailServer', () => {
  test('ranges become networks', () => {
    assert.deepEqual(rangeCidrs('192.168.1.10', '192.168.1.20'), [
      '192.168.1.10/31',
      '192.168.1.12/30',
      '192.168.1.16/30',
      '192.168.1.20',
    ]);
    assert.deepEqual(rangeCidrs('0.0.0.0', '255.255.255.255'), ['0.0.0.0/0']);
    assert.deepEqual(rangeCidrs('2001:db8::', '2001:db8::ffff'), ['2001:db8::/112']);
    assert.equal(rangeCidrs('10.0.0.9', '10.0.0.1'), null);
    assert.equal(rangeCidrs('10.0.0.9', '::1'), null);
  });
  test('an open relay is not made', () => {
    const range = (options: number): string =>
      `<Backup><SecurityRanges><SecurityRange Name="All" LowerIP="0.0.0.0" UpperIP="255.255.255.255" Options="${options}" Expires="0"/></SecurityRanges></Backup>`;
    assert.equal(hmailserver(range(1 | 128)).entry.inboundConnectors, undefined);
  });
  test('what is no backup says so; a document type is not read', () => {
    for (const wrong of ['', '<Backup/>', 'hello', '<!DOCTYPE x [<!ENTITY a "b">]><Backup/>'])
      assert.throws(() => hmailserver(wrong), ImportProblem);
  });
});
