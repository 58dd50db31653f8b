/** A right that another server did not give is not given by taking its configuration over: a right that cannot be taken exactly is withheld, and said. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { contains, parseRange } from '../../../mail/network/address-ranges.ts';
import { importExchange } from './exchange/exchange.ts';
import { importHmailserver, xmlOptions } from './hmailserver/hmailserver.ts';
import type { Imported } from './imported.ts';
import { importPostfix } from './postfix.ts';

const postfix = (mainCf: string, maps: Readonly<Record<string, string>> = {}, masterCf = ''): Imported =>
  importPostfix(mainCf, (path) => maps[path] ?? null, masterCf);

/** Whether an address may relay by one of the connectors that were made. */
function relays({ entry }: Imported, address: string): boolean {
  const client = parseRange(address);
  assert.ok(client !== null);
  return (entry.inboundConnectors ?? []).some(
    ({ type, senderAddresses = [] }) =>
      type !== 'Partner' && senderAddresses.some((text) => contains(parseRange(text) as never, client)),
  );
}
const left = ({ notes }: Imported): string =>
  notes.flatMap(({ verdict, source, text }) => (verdict === 'left' ? [`${source}: ${text}`] : [])).join('\n');
const lost = (read: Imported): readonly string[] =>
  read.notes.flatMap(({ verdict, source, text }) =>
    verdict === 'left' && text.startsWith('LOST') ? [source.split(' ').at(-1) ?? ''] : [],
  );

describe('ranges of hMailServer that overlap: the highest priority decides', () => {
  /** SMTP to local and external addresses, without sign-in. */
  const RELAYS = 1 | 64 | 128 | 256;
  const SIGN_IN = RELAYS | 8_192 | 16_384;
  const range = (
    name: string,
    lower: string,
    upper: string,
    priority: unknown,
    options: unknown,
    expires = 0,
  ): string =>
    `<SecurityRange Name="${name}" LowerIP="${lower}" UpperIP="${upper}" Priority="${String(priority)}" Options="${String(options)}" Expires="${expires}"/>`;
  const backup = (ranges: string, more = ''): Imported =>
    importHmailserver(`<Backup><SecurityRanges>${ranges}</SecurityRanges>${more}</Backup>`, new XMLParser(xmlOptions));
  const office = (priority: unknown = 20): string => range('Office', '10.0.0.0', '10.0.0.255', priority, RELAYS);

  test('guests within the office who must sign in do not get its relaying', () => {
    const read = backup(office() + range('Guests', '10.0.0.64', '10.0.0.127', 30, SIGN_IN));
    for (const address of ['10.0.0.0', '10.0.0.63', '10.0.0.128', '10.0.0.255'])
      assert.ok(relays(read, address), address);
    for (const address of ['10.0.0.64', '10.0.0.100', '10.0.0.127']) assert.ok(!relays(read, address), address);
    assert.match(left(read), /IP range "Office": the addresses of "Guests", which goes before it/u);
  });
  for (const [name, above] of [
    ['one that may not use SMTP', range('X', '10.0.0.64', '10.0.0.127', 30, 2)],
    ['one that is banned', range('X', '10.0.0.64', '10.0.0.127', 100, 0, 1)],
    ['one of the same priority, where chance decides', range('X', '10.0.0.64', '10.0.0.127', 20, SIGN_IN)],
    ['one whose priority cannot be read', range('X', '10.0.0.64', '10.0.0.127', 'high', SIGN_IN)],
    ['one whose rights cannot be read', range('X', '10.0.0.64', '10.0.0.127', 30, 'all')],
    ['one that reaches beyond', range('X', '9.0.0.0', '10.0.0.127', 30, SIGN_IN)],
    [
      'two in a row',
      range('X', '10.0.0.64', '10.0.0.99', 30, SIGN_IN) + range('Y', '10.0.0.90', '10.0.0.127', 40, SIGN_IN),
    ],
  ] as const)
    test(`${name} takes away what it holds`, () => {
      const read = backup(office() + above);
      assert.ok(!relays(read, '10.0.0.64') && !relays(read, '10.0.0.100') && !relays(read, '10.0.0.127'));
      assert.ok(relays(read, '10.0.0.128'));
      assert.match(left(read), /"Office": the addresses of "X"/u);
    });
  test('one below takes nothing away, and one that is covered whole is never used', () => {
    assert.ok(relays(backup(office() + range('X', '10.0.0.0', '10.0.0.255', 10, SIGN_IN)), '10.0.0.64'));
    const read = backup(office() + range('X', '10.0.0.0', '10.255.255.255', 30, SIGN_IN));
    assert.deepEqual(read.entry, {});
    assert.match(left(read), /"Office": never used there: "X" goes before it/u);
  });
  test('one above that allows the same has its own connector', () => {
    const read = backup(office() + range('Copiers', '10.0.0.64', '10.0.0.127', 30, RELAYS));
    for (const address of ['10.0.0.1', '10.0.0.64', '10.0.0.127', '10.0.0.255']) assert.ok(relays(read, address));
  });
  test('one whose own priority cannot be read gives nothing where another says otherwise', () => {
    const read = backup(office('') + range('X', '10.0.0.64', '10.0.0.127', 1, SIGN_IN));
    assert.ok(!relays(read, '10.0.0.64') && relays(read, '10.0.0.1'));
  });
  test('one above whose addresses cannot be read takes the whole away', () => {
    assert.deepEqual(backup(office() + range('X', 'ten', '10.0.0.9', 30, SIGN_IN)).entry, {});
  });
  test('whoever had to sign in to reach own domains gets no connector, which would let it', () => {
    for (const options of [RELAYS | 8_192, RELAYS & ~64]) {
      const read = backup(range('Odd', '10.0.0.0', '10.0.0.255', 20, options));
      assert.deepEqual(read.entry, {});
      assert.match(left(read), /"Odd": it sends to the world without sign-in, but not to own domains/u);
    }
  });
  test('a range of IPv4-mapped addresses does not become one of IPv4', () => {
    assert.deepEqual(backup(range('Odd', '::ffff:10.0.0.0', '::ffff:10.0.0.255', 20, RELAYS)).entry, {});
  });

  const route = (recipient: number, sender: number, all = 1): string =>
    `<Routes><Route Name="b.example" TargetHost="mx.b.example" ToAllAddresses="${all}" TreatRecipientAsLocalDomain="${recipient}" TreatSenderAsLocalDomain="${sender}"/></Routes>`;
  const own =
    '<Domains><Domain Name="a.example"><DomainAliases><DomainAlias Name="alias.example"/></DomainAliases></Domain></Domains>';
  const domains = ({ entry }: Imported): readonly string[] => (entry.domains ?? []).map(({ name }) => name);
  const senders = ({ entry }: Imported): unknown => entry.inboundConnectors?.[0]?.senderDomains ?? ['*'];
  test('a domain whose senders were foreign does not relay by being taken', () => {
    assert.deepEqual(domains(backup(office(), route(1, 1))), ['b.example']);
    assert.deepEqual(senders(backup(office(), route(1, 1) + own)), ['*']);
    const narrowed = backup(office(), route(1, 0) + own);
    assert.deepEqual(domains(narrowed), ['a.example', 'alias.example', 'b.example']);
    assert.deepEqual(senders(narrowed), ['a.example', 'alias.example']);
    for (const read of [
      backup(office(), route(1, 0)),
      backup(office(), route(0, 1) + own),
      backup(office(), route(1, 1, 0)),
    ]) {
      assert.ok(!domains(read).includes('b.example'));
      assert.match(left(read), /b\.example is not added/u);
    }
  });
  test('copies and rules are said to be lost', () => {
    const read = backup(
      office(),
      '<Properties><mirroremailaddress StringValue="all@a.example"/></Properties><Rules><Rule Name="x"/></Rules>',
    );
    assert.deepEqual(lost(read), ['mirroremailaddress', 'Rules']);
  });
});

describe('mynetworks gives what the restrictions let it', () => {
  const nets = 'mynetworks = 10.0.0.0/8\n';
  for (const lines of [
    'smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination',
    'smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination, permit_mynetworks',
    'smtpd_recipient_restrictions = reject_unauth_destination',
    'smtpd_client_restrictions = check_client_access hash:/etc/postfix/access, permit_mynetworks, reject',
    'smtpd_sender_restrictions = check_sender_access hash:/etc/postfix/senders\nsmtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination',
    'smtpd_recipient_restrictions = check_policy_service unix:private/policy, permit_mynetworks, reject_unauth_destination',
    'smtpd_restriction_classes = insiders\nsmtpd_recipient_restrictions = insiders, permit_mynetworks',
    'smtpd_sender_restrictions = reject_sender_login_mismatch',
    'smtpd_helo_restrictions = reject',
    'smtpd_relay_restrictions = ${{$x} == {1} ? {permit_mynetworks} : {reject}}',
    'mynetworks = 10.0.0.0/8, !/etc/postfix/not-these',
    'mynetworks = !hash:/x, 10.0.0.0/8',
    'mynetworks = 10.0.0.0/8, !printer.example',
    'mynetworks = 10.1.2.3/8',
    'mynetworks = 0.0.0.0/0',
    'mynetworks = [::]/0, ::ffff:0:0/96',
    'inet_interfaces = loopback-only',
    'inet_interfaces = 127.0.0.1, [::1]',
    'smtpd_tls_security_level = encrypt\nsmtpd_tls_req_ccert = yes',
  ])
    test(`not: ${lines}`, () => {
      const read = postfix(nets + lines, { '/etc/postfix/not-these': '10.1.0.0/16\n' });
      assert.ok(!relays(read, '10.1.2.3'), JSON.stringify(read.entry));
      assert.match(left(read), /mynetworks/u);
    });
  for (const lines of [
    '',
    'smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination',
    'smtpd_recipient_restrictions = reject_non_fqdn_recipient, reject_unknown_sender_domain, permit_mynetworks, reject_unauth_destination, reject_rbl_client zen.spamhaus.org',
    'smtpd_client_restrictions = permit_mynetworks, check_client_access hash:/x, reject',
    'smtpd_helo_restrictions = reject_rbl_client bl.example=127.0.0.[2..9], permit_mynetworks',
  ])
    test(`yes: ${lines}`, () => assert.ok(relays(postfix(nets + lines), '10.1.2.3')));
  test('with TLS alone, where nothing came in without it', () => {
    const service = 'smtp inet n - y - - smtpd -o smtpd_tls_security_level=encrypt\n';
    for (const [lines, masterCf, demands] of [
      ['smtpd_tls_security_level = encrypt', '', true],
      ['smtpd_enforce_tls = yes', '', true],
      ['smtpd_tls_security_level = ${{$x} == {1} ? {encrypt} : {may}}', '', true],
      ['', service, true],
      ['', `smtp inet n - y - 1 postscreen\n${service.replace('smtp inet', 'smtpd pass')}`, true],
      ['smtpd_tls_security_level = may', service.replace('encrypt', 'may'), undefined],
      ['', service.replace('smtp ', 'submission '), undefined],
    ] as const) {
      const [made] = postfix(nets + lines, {}, masterCf).entry.inboundConnectors ?? [];
      assert.equal(made?.requireTls, demands, `${lines} ${masterCf}`);
      assert.equal(made?.name, 'Postfix networks');
    }
  });
  test('not where what postscreen passes clients to says otherwise', () => {
    const masterCf = 'smtp inet n - y - 1 postscreen\nsmtpd pass - - y - - smtpd -o mynetworks=127.0.0.0/8\n';
    assert.ok(!relays(postfix(nets, {}, masterCf), '10.1.2.3'));
  });
  test('not where the service on port 25 says otherwise than main.cf', () => {
    for (const option of [
      'mynetworks=10.9.0.0/16',
      'smtpd_relay_restrictions=permit_sasl_authenticated,reject',
      '{ smtpd_client_restrictions = reject }',
    ]) {
      const read = postfix(
        nets,
        {},
        `# services\nsmtp      inet  n - y - - smtpd\n  -o ${option}\npickup unix n - y 60 1 pickup\n`,
      );
      assert.ok(!relays(read, '10.1.2.3'), option);
      assert.match(left(read), /^master\.cf:2 smtp inet /mu);
    }
    const submission = 'submission inet n - y - - smtpd -o smtpd_relay_restrictions=permit_sasl_authenticated,reject\n';
    assert.ok(relays(postfix(nets, {}, submission), '10.1.2.3'));
  });
  test('not at once where no service takes mail of other machines on port 25: the connector is off, and that is said', () => {
    for (const masterCf of [
      'submission inet n - y - - smtpd\n',
      '# smtp inet n - y - - smtpd\nsmtps inet n - y - - smtpd\npickup unix n - y 60 1 pickup\n',
      '127.0.0.1:smtp inet n - y - - smtpd\n[::1]:25 inet n - y - - smtpd\n',
      '10025 inet n - y - - smtpd\nsmtp unix - - y - - smtp\n',
    ]) {
      const read = postfix(nets, {}, masterCf);
      assert.equal(read.entry.inboundConnectors?.[0]?.enabled, false, masterCf);
      assert.match(JSON.stringify(read.notes), /no service on port 25 .* switched off.*remove-or-enable-connector/u);
    }
    for (const masterCf of [
      '',
      '# nothing\n',
      'smtp inet n - y - - smtpd\n',
      '192.0.2.1:25 inet n - y - - smtpd\n127.0.0.1:25 inet n - y - - smtpd\n',
      'smtp inet n - y - 1 postscreen\nsmtpd pass - - y - - smtpd\n',
    ])
      assert.equal(postfix(nets, {}, masterCf).entry.inboundConnectors?.[0]?.enabled, undefined, masterCf);
  });
  test('domains whose unknown recipients were refused are not taken as those whose go on', () => {
    const read = postfix('relay_domains = a.example\nrelay_recipient_maps = hash:/r\n');
    assert.deepEqual(read.entry, {});
    assert.match(left(read), /relay_domains: relay_recipient_maps says which recipients there are[\s\S]*a\.example/u);
  });
});

describe('accounts of senders', () => {
  const cf = `smtp_sasl_auth_enable = yes
smtp_sender_dependent_authentication = yes
sender_dependent_relayhost_maps = hash:/s
smtp_sasl_password_maps = hash:/p
relayhost = [hub.example]:587
`;
  const ways = ({ entry }: Imported): unknown =>
    (entry.outboundConnectors ?? []).map(({ senders, recipientDomains, auth }) => [
      senders ?? recipientDomains,
      auth?.username ?? null,
    ]);
  test('two of them at one host are two connectors', () => {
    const read = postfix(cf, {
      '/s': 'a@x.example [smtp.y.example]:587\nb@x.example [smtp.y.example]:587\nc@x.example [smtp.y.example]:587\n',
      '/p': 'a@x.example anna:pw1\nb@x.example bert:pw2\nsmtp.y.example rest:pw3\n[hub.example]:587 hub:pw4\n',
    });
    assert.deepEqual(ways(read), [
      [['a@x.example'], 'anna'],
      [['b@x.example'], 'bert'],
      [['c@x.example'], 'rest'],
      [['*'], 'hub'],
    ]);
    assert.equal(new Set(read.entry.outboundConnectors?.map(({ name }) => name)).size, 4);
    assert.equal(read.afterwards.length, 4);
  });
  test('one name with two passwords is two accounts', () => {
    const read = postfix(cf, {
      '/s': 'a@x.example [smtp.y.example]\nb@x.example [smtp.y.example]\n',
      '/p': 'a@x.example apikey:pw1\nb@x.example apikey:pw2\n',
    });
    assert.deepEqual(ways(read), [
      [['a@x.example'], 'apikey'],
      [['b@x.example'], 'apikey'],
      [['*'], null],
    ]);
  });
  test('a sender with an account and no next hop of its own has its account at the relay host', () => {
    const read = postfix(cf, {
      '/s': '@x.example [smtp.y.example]\n',
      '/p': 'a@x.example anna:pw\n@z.example zoe:pw\nhub.example hub:pw\n',
    });
    assert.deepEqual(ways(read), [
      [['x.example'], null],
      [['a@x.example'], 'anna'],
      [['z.example'], 'zoe'],
      [['*'], 'hub'],
    ]);
    assert.deepEqual(read.entry.outboundConnectors?.[2]?.route, {
      kind: 'smart-hosts',
      hosts: [{ host: 'hub.example', port: 587 }],
    });
  });
  test('a sender that is taken out of its domain’s next hop goes the general way', () => {
    const read = postfix(cf.replace(/^smtp_sasl.*\n/gmu, ''), {
      '/s': 'a@x.example DUNNO\n@x.example [smtp.y.example]\n',
    });
    assert.deepEqual(
      read.entry.outboundConnectors?.map(({ senders, route }) => [
        senders?.[0] ?? '*',
        route?.kind === 'smart-hosts' ? route.hosts[0]?.host : null,
      ]),
      [
        ['a@x.example', 'hub.example'],
        ['x.example', 'smtp.y.example'],
        ['*', 'hub.example'],
      ],
    );
    assert.match(
      left(postfix('sender_dependent_relayhost_maps = hash:/s\n', { '/s': 'a@x.example DUNNO\n' })),
      /by MX/u,
    );
  });
  test('accounts that cannot be read are nobody else’s', () => {
    const read = postfix(cf.replace('hash:/p', 'hash:/p, mysql:/p.cf'), {
      '/s': 'a@x.example [smtp.y.example]\nb@x.example [smtp.y.example]\n',
      '/p': 'smtp.y.example all:pw\n',
    });
    assert.deepEqual(ways(read), [
      [['a@x.example'], null],
      [['b@x.example'], null],
      [['*'], null],
    ]);
    assert.match(left(read), /smtp_sasl_password_maps: mysql:/u);
  });
  test('without the switch the account is the host’s, for all its senders', () => {
    const read = postfix(cf.replace(/^smtp_sender_dependent.*\n/mu, ''), {
      '/s': 'a@x.example [smtp.y.example]\nb@x.example [smtp.y.example]\n',
      '/p': 'a@x.example anna:pw\nsmtp.y.example all:pw\n[smtp.y.example]:25 other:pw\n',
    });
    assert.deepEqual(ways(read), [
      [['a@x.example', 'b@x.example'], 'all'],
      [['*'], null],
    ]);
  });
  test('no password of any is shown', () => {
    const read = postfix(cf, { '/s': 'a@x.example [h]\n', '/p': 'a@x.example anna:hunter2\nb@x.example hunter2\n' });
    assert.doesNotMatch(JSON.stringify(read), /hunter2/u);
  });
});

describe('what would be missed is said to be lost, and trivia do not stand beside it', () => {
  test('filters, milters, rules, copies, other ways', () => {
    const names = [
      'content_filter',
      'smtpd_milters',
      'non_smtpd_milters',
      'header_checks',
      'body_checks',
      'smtp_header_checks',
      'smtp_fallback_relay',
      'always_bcc',
      'sender_dependent_default_transport_maps',
      'default_transport',
      'smtpd_sender_login_maps',
      'smtpd_restriction_classes',
      'smtp_tls_policy_maps',
      'postscreen_dnsbl_sites',
      'luser_relay',
    ];
    const mainCf = `biff = no\nsmtpd_banner = $myhostname ESMTP\n${names.map((name) => `${name} = amavis:[127.0.0.1]:10024\n`).join('')}header_size_limit = 1\nmailbox_size_limit = 0\n`;
    const read = postfix(mainCf);
    assert.deepEqual(lost(read), names);
    assert.equal(read.notes[0]?.text.startsWith('LOST: mail went through a filter'), true);
    assert.doesNotMatch(JSON.stringify(read.notes), /biff|banner|mailbox_size_limit|not understood/u);
    assert.match(JSON.stringify(read.notes), /are not listed \(3\)/u);
  });
  test('nothing is lost with what does nothing', () => {
    assert.deepEqual(
      lost(postfix('content_filter =\nsmtpd_milters =\ndefault_transport = smtp\nvirtual_transport = virtual\n')),
      [],
    );
  });
  test('policy services, access maps, ways in maps that cannot be read, and filters of a service', () => {
    const read = postfix(
      'smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination, check_policy_service inet:127.0.0.1:10023\ntransport_maps = pcre:/t\nsender_dependent_relayhost_maps = ldap:/s\n',
      {},
      'smtp inet n - y - - smtpd -o content_filter=amavis:[127.0.0.1]:10024\n127.0.0.1:10025 inet n - y - - smtpd -o content_filter=\n',
    );
    assert.deepEqual(lost(read).toSorted(), [
      'content_filter',
      'sender_dependent_relayhost_maps',
      'smtpd_recipient_restrictions',
      'transport_maps',
    ]);
  });
});

describe('connectors of Exchange', () => {
  const online = (more: object): Imported =>
    importExchange([
      JSON.stringify({
        Name: 'In',
        ConnectorType: 'OnPremises',
        SenderDomains: ['*'],
        SenderIPAddresses: ['10.0.0.1'],
        ...more,
      }),
    ]);
  test('one whose narrowing cannot be read is not taken without it', () => {
    assert.ok(relays(online({}), '10.0.0.1'));
    for (const more of [
      { SenderDomains: ['smtp:not a domain;1'] },
      { AssociatedAcceptedDomains: ['not a domain'] },
      { TlsSenderCertificateName: 'C=DE, O=Contoso' },
      { ConnectorType: undefined },
      { ConnectorType: 'Something' },
      { SenderIPAddresses: ['0.0.0.0/0'] },
    ]) {
      const read = online(more);
      assert.ok(!relays(read, '10.0.0.1'), JSON.stringify(more));
      assert.ok(read.notes.some(({ verdict }) => verdict !== 'taken'));
    }
    assert.equal(online({ Enabled: 'maybe' }).entry.inboundConnectors?.[0]?.enabled, false);
    assert.equal(online({ RequireTls: 'perhaps' }).entry.inboundConnectors?.[0]?.requireTls, true);
  });
  const receive = (Name: string, ranges: unknown, more: object = {}): object => ({
    Name,
    Enabled: true,
    RemoteIPRanges: ranges,
    PermissionGroups: 'AnonymousUsers, ExchangeServers',
    AuthMechanism: 'Tls, ExternalAuthoritative',
    ...more,
  });
  const server = (...all: object[]): Imported => importExchange([JSON.stringify(all)]);
  test('a receive connector that trusts its addresses relays, where no narrower one says otherwise', () => {
    const read = server(
      receive('Default Frontend', ['0.0.0.0-255.255.255.255'], {
        AuthMechanism: 'Tls, Integrated',
        PermissionGroups: 'AnonymousUsers',
      }),
      receive('Relay', ['10.0.0.0/24', '10.1.0.1-10.1.0.9']),
      receive('Guests', ['10.0.0.64/26'], { AuthMechanism: 'Tls', PermissionGroups: 'ExchangeUsers' }),
    );
    assert.ok(relays(read, '10.0.0.1') && relays(read, '10.1.0.9'));
    assert.ok(!relays(read, '10.0.0.64') && !relays(read, '10.0.0.127') && !relays(read, '192.0.2.1'));
    assert.match(left(read), /"Default Frontend": whether anonymous clients may relay stands in Active Directory/u);
    assert.match(left(read), /"Relay": the addresses that another receive connector names more narrowly/u);
  });
  test('what cannot be told gives nothing', () => {
    for (const all of [
      [receive('A', ['10.0.0.0/8'], { AuthMechanism: 32 })],
      [receive('A', ['10.0.0.0/8'], { PermissionGroups: 'Custom' })],
      [receive('A', ['0.0.0.0-255.255.255.255', '::/0'])],
      [receive('A', ['10.0.0.0/8']), receive('B', [{ Size: 1 }], { AuthMechanism: 'Tls' })],
      [receive('A', [{ LowerBound: 1 }])],
      [receive('A', ['10.0.0.0/8']), receive('B', ['10.0.0.0/8'], { AuthMechanism: 'Tls' })],
    ]) {
      const read = server(...all);
      assert.ok(!relays(read, '10.0.0.1'), JSON.stringify(all));
      assert.notEqual(left(read), '');
    }
  });
  test('a send connector becomes an outbound connector, without its password', () => {
    const read = server(
      {
        Name: 'To provider',
        AddressSpaces: ['SMTP:*;1', 'X400:c=de;1'],
        SmartHosts: ['[192.0.2.7]', 'smtp.provider.example'],
        Port: 587,
        SmartHostAuthMechanism: 'BasicAuthRequireTLS',
        AuthenticationCredential: { UserName: 'relay@a.example', Password: 'hunter2' },
        RequireTLS: true,
      },
      {
        Name: 'By MX',
        AddressSpaces: ['smtp:b.example;5'],
        SmartHosts: [],
        TlsAuthLevel: 'DomainValidation',
        TlsDomain: 'mx.b.example',
      },
      { Name: 'Linked', AddressSpaces: ['c.example'], SmartHosts: ['h.example'], LinkedReceiveConnector: 'x' },
    );
    assert.deepEqual(
      read.entry.outboundConnectors?.map(({ name, enabled, recipientDomains, tls, auth }) => [
        name,
        enabled,
        recipientDomains,
        tls,
        auth?.username,
      ]),
      [
        ['To provider', true, ['*'], 'required', 'relay@a.example'],
        ['By MX', true, ['b.example'], 'verified', undefined],
        ['Linked', false, ['c.example'], 'opportunistic', undefined],
      ],
    );
    assert.doesNotMatch(JSON.stringify(read), /hunter2/u);
    assert.deepEqual(read.afterwards, [{ act: 'set-secret', name: 'To provider', secret: 'password' }]);
  });
});
