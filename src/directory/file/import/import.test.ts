import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { stringify } from 'yaml';
import { rangeCidrs } from '../../../mail/network/address-ranges.ts';
import { readOrganizationFile } from '../organization-file.ts';
import { certificateNameOf } from './exchange/certificate-name.ts';
import { exchangeServerFields } from './exchange/server.ts';
import { exchangeFields, importExchange } from './exchange/exchange.ts';
import { recipientFields } from './exchange/recipients.ts';
import { hmailserverAttributes, importHmailserver, xmlOptions } from './hmailserver/hmailserver.ts';
import { type Imported, ImportProblem, NOT_OURSELVES } from './imported.ts';
import { readMainCf } from './main-cf.ts';
import { importPostfix } from './postfix.ts';
import { postfixParameters } from './postfix-parameters.ts';

const folder = new URL('../../../../test/fixtures/import/', import.meta.url);
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
  const document = readFileSync(new URL('../../../../docs/operate/import.md', import.meta.url), 'utf8');
  const listed = (heading: string): readonly string[] => {
    const section = document.split(/^## /mu).find((part) => part.startsWith(heading)) ?? '';
    const paragraph = /^Read: ([\s\S]*?)\n\n/mu.exec(section)?.[1] ?? '';
    return [...paragraph.matchAll(/`([^`]+)`/gu)].map((match) => match[1] ?? '').sort();
  };
  assert.deepEqual(listed('Postfix'), [...postfixParameters].sort());
  assert.deepEqual(
    listed('Exchange Online'),
    [...new Set([...exchangeFields.inbound, ...exchangeFields.outbound])].sort(),
  );
  assert.deepEqual(
    listed('Exchange Server'),
    [...new Set([...exchangeServerFields.receive, ...exchangeServerFields.send])].sort(),
  );
  assert.deepEqual(
    listed('Accepted domains and mailboxes'),
    [...new Set(Object.values(recipientFields).flat())].sort(),
  );
  assert.deepEqual(listed('hMailServer'), [...new Set(Object.values(hmailserverAttributes).flat())].sort());
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
    const { settings: read } = readMainCf(
      'a = 1\n# no\nb = $a,\n  ${c} # not a comment\n\n  $(a)\nc=3\na = 2\n d\nloop = $loop\n',
    );
    const value = (name: string): string | undefined => read.find((one) => one.name === name)?.value;
    assert.equal(value('b'), '2 d, 3 # not a comment 2 d');
    assert.equal(value('a'), '2 d');
    assert.equal(typeof value('loop'), 'string');
  });
  test('a name that doubles itself ends', () => {
    const {
      settings: [one],
    } = readMainCf('a = $a$a$a$a$a$a$a$a\n');
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
  test('loopback, also as Debian writes it, is this machine; IPv4-mapped networks are IPv4', () => {
    const debian = postfix('mynetworks = 127.0.0.0/8 [::ffff:127.0.0.0]/104 [::1]/128\n');
    assert.deepEqual(debian.entry, {});
    assert.equal(debian.notes.filter(({ text: words }) => words.includes(NOT_OURSELVES)).length, 3);
    const { entry } = postfix(
      'mynetworks = 10.0.0.0/8, [::ffff:10.0.0.0]/104, [::ffff:192.0.2.7], [::ffff:c0a8:100]/120\n',
    );
    assert.deepEqual(entry.inboundConnectors?.[0]?.senderAddresses, ['10.0.0.0/8', '192.0.2.7', '192.168.1.0/24']);
  });
  test('a list of domains that cannot be read is not said to be this machine', () => {
    const { notes } = postfix(
      'mydestination = a.example\nvirtual_mailbox_domains = mysql:/x.cf\nrelay_domains = $mydestination\n',
    );
    const of = (name: string) =>
      notes.filter(({ source }) => source.endsWith(name)).map(({ verdict, text: words }) => [verdict, words]);
    assert.deepEqual(of('virtual_mailbox_domains'), [
      ['left', 'mysql:/x.cf is no map made of a text file: add what it says by hand'],
    ]);
    assert.deepEqual(of('relay_domains'), [
      ['taken', 'names only this machine, or what was named before: nothing to take'],
    ]);
  });
  test('entries of one next hop share a connector, and the relay host is one of them', () => {
    const maps = {
      '/t': 'a.example smtp:[hub.example]:587\nb.example [other.example]\n.c.example relay:hub.example:submission\na.example [late.example]\n',
      '/s': '@x.example [hub.example]:587\ny@z.example [hub.example]:587\nv@z.example [other.example]\n',
      '/p': '[hub.example]:587 me:secret\n',
    };
    const cf =
      'transport_maps = hash:/t\nsender_dependent_relayhost_maps = hash:/s\nrelayhost = [hub.example]:587\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/p\n';
    const { entry, afterwards, notes } = postfix(cf, maps);
    assert.deepEqual(
      entry.outboundConnectors?.map(({ name, recipientDomains, senders }) => [name, recipientDomains ?? senders]),
      [
        ['Transport hub.example', ['a.example', '*.c.example', '*']],
        ['Transport other.example', ['b.example']],
        ['Senders hub.example', ['x.example', 'y@z.example']],
        ['Senders other.example', ['v@z.example']],
      ],
    );
    assert.equal(afterwards.length, 2);
    assert.ok(notes.some(({ source, verdict }) => verdict === 'left' && source === 'transport:4 a.example'));
    assert.ok(notes.some(({ source, verdict }) => verdict === 'taken' && source.endsWith('relayhost')));
  });
  test('copies that nobody makes any more are told of before all else', () => {
    const { notes } = postfix(
      'compatibility_level = 3\nmyhostname = a.example\nalways_bcc = archive@a.example\nrecipient_bcc_maps =\nsender_bcc_maps = hash:/bcc\n',
    );
    assert.deepEqual(
      notes.slice(0, 2).map(({ source, verdict, text: words }) => [source, verdict, words.split('.')[0]]),
      [
        ['main.cf:3 always_bcc', 'left', 'LOST: a copy of all mail (archive@a'],
        ['main.cf:5 sender_bcc_maps', 'left', 'LOST: a copy of the mail of some senders (hash:/bcc)'],
      ],
    );
    assert.equal(notes.filter(({ source }) => source.includes('bcc')).length, 2);
  });
});

describe('one odd line does not stop the rest, and is told of', () => {
  const left = ({ notes }: Imported): string =>
    notes
      .filter(({ verdict }) => verdict === 'left')
      .map(({ source, text: words }) => `${source}: ${words}`)
      .join('\n');
  test('Postfix: senders without a domain, no next hop, no setting', () => {
    const map = 'bob smtp.x.example\n<> [null.example]\na@b.example [ok.example]\n@c.example :\n';
    const read = postfix('sender_dependent_relayhost_maps = hash:/s\nbogus line\n', { '/s': map });
    assert.deepEqual(
      read.entry.outboundConnectors?.map(({ senders }) => senders),
      [['a@b.example']],
    );
    assert.match(left(read), /^sender_dependent_relayhost:1 bob: bob is no address with a domain/mu);
    assert.match(left(read), /^sender_dependent_relayhost:2 <>: mail without a sender takes the general way/mu);
    assert.match(left(read), /^main\.cf:2: no setting: bogus \.\.\.$/mu);
  });
  test('Postfix: lists may stand in maps and files', () => {
    const read = postfix('relay_domains = hash:/relay, c.example, ldap:/x\nmynetworks = /nets\n', {
      '/relay': 'a.example OK\nb.example OK\n',
      '/nets': '# ours\n10.1.0.0/16\n  192.168.1.0/24 10.9.0.1\n',
    });
    assert.deepEqual(
      read.entry.domains?.map(({ name }) => name),
      ['a.example', 'b.example', 'c.example'],
    );
    assert.deepEqual(read.entry.inboundConnectors?.[0]?.senderAddresses, ['10.1.0.0/16', '192.168.1.0/24', '10.9.0.1']);
    assert.match(left(read), /relay_domains: ldap:\/x is no map made of a text file/u);
  });
  test('Postfix: values by condition are read, and what cannot be is not guessed', () => {
    const tls = (level: string): unknown =>
      postfix(`relayhost = [a.example]\nyes = 1\nno =\nsmtp_tls_security_level = ${level}\n`).entry
        .outboundConnectors?.[0]?.tls;
    assert.equal(tls('${yes?{encrypt}:{none}}'), 'required');
    assert.equal(tls('${no?{encrypt}:{none}}'), 'none');
    assert.equal(tls('${yes?none}${no:}'), 'none');
    assert.equal(tls('${no:none}'), 'none');
    assert.equal(tls('${{$yes} == {1} ? {none} : {may}}'), 'required');
    assert.match(
      left(postfix('relayhost = ${{$x} == {1} ? {a} : {b}}')),
      /relayhost: .*an expression that is not read/u,
    );
  });
  test('Postfix: every setting stands under a heading', () => {
    const names = [...postfixParameters, 'header_checks', 'something_else'];
    for (const value of ['x', 'yes', '1', '10.0.0.0/8', 'a.example', '[a.example]', '$x'])
      for (const name of names) {
        const { notes } = postfix(`${name} = ${value}\n`);
        assert.ok(
          notes.some(({ source }) => source.includes(name)),
          `${name} = ${value}`,
        );
      }
  });
  test('Exchange: ranges, ports, names that differ in case, and who trusts nobody', () => {
    const one = (more: object): object => ({
      Name: 'A',
      SenderDomains: ['*'],
      SenderIPAddresses: ['10.0.0.1'],
      ...more,
    });
    const read = importExchange([
      JSON.stringify([
        one({ SenderIPAddresses: ['127.0.0.1', '10.0.0.1-10.0.0.3', 'printer'] }),
        one({ Name: 'a' }),
        one({ Name: 'Partner', ConnectorType: 'Partner', SenderIPAddresses: [] }),
        { Name: 'Out', RecipientDomains: ['*'], SmartHosts: ['x.example:2525'] },
      ]),
    ]);
    assert.deepEqual(
      read.entry.inboundConnectors?.map(({ name, senderAddresses }) => [name, senderAddresses]),
      [
        ['A', ['10.0.0.1', '10.0.0.2/31']],
        ['a (2)', ['10.0.0.1']],
      ],
    );
    assert.equal(read.entry.outboundConnectors, undefined);
    assert.match(left(read), /"A": senderAddresses printer: .*; left out$/mu);
    assert.match(left(read), /"Partner": it names neither an address nor a certificate/u);
    assert.match(left(read), /"Out": route.*the whole is not taken$/mu);
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
  test('the SMTP relayer takes what no route takes', () => {
    const backup = (routes: string): Imported =>
      hmailserver(
        `<Backup><Properties><smtprelayer LongValue="0" StringValue="smtp.office365.com"/><smtprelayerport LongValue="587" StringValue=""/><smtprelayerconnectionsecurity LongValue="3" StringValue=""/><usesmtprelayerauthentication LongValue="1" StringValue=""/><smtprelayerusername LongValue="0" StringValue="a@b.example"/><smtprelayerpassword LongValue="0" StringValue="not-to-be-copied"/><maxmessagesize LongValue="20480" StringValue=""/></Properties><Routes>${routes}</Routes></Backup>`,
      );
    const { entry, notes, afterwards } = backup('');
    assert.deepEqual(
      entry.outboundConnectors?.map(({ name, recipientDomains, route, tls, auth }) => ({
        name,
        recipientDomains,
        route,
        tls,
        auth,
      })),
      [
        {
          name: 'SMTP relayer',
          recipientDomains: ['*'],
          route: { kind: 'smart-hosts', hosts: [{ host: 'smtp.office365.com', port: 587 }] },
          tls: 'required',
          auth: { kind: 'password', username: 'a@b.example' },
        },
      ],
    );
    assert.deepEqual(entry.limits, { messageSize: 20_971_520 });
    assert.deepEqual(afterwards, [{ act: 'set-secret', name: 'SMTP relayer', secret: 'password' }]);
    assert.ok(notes.some(({ text: words }) => /takes no passwords of programs/u.test(words)));
    assert.doesNotMatch(JSON.stringify([entry, notes]), /not-to-be-copied/u);
    const shadowed = backup('<Route Name="*" TargetHost="all.example" TargetPort="25"/>');
    assert.deepEqual(
      shadowed.entry.outboundConnectors?.map(({ name }) => name),
      ['Route *'],
    );
    assert.ok(shadowed.notes.some(({ source, verdict }) => source === 'SMTP relayer' && verdict === 'left'));
  });
  test('what is no backup says so; a document type is not read', () => {
    for (const wrong of ['', '<Backup/>', 'hello', '<!DOCTYPE x [<!ENTITY a "b">]><Backup/>'])
      assert.throws(() => hmailserver(wrong), ImportProblem);
  });
});
