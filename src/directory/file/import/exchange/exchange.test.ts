/** Exchange's exports as CSV: the same as the JSON of the same objects, and a refusal where a CSV has lost what a right hangs on. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileText } from '../../../../base/words/file-text.ts';
import { bounds } from '../../../../base/bounds.ts';
import { type Imported, ImportProblem } from '../imported.ts';
import { importExchange } from './exchange.ts';
import { listOf, unreadList } from './values.ts';

const folder = new URL('../../../../../test/fixtures/import/exchange-csv/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const of = (...names: string[]): Imported => importExchange(names.map(text), names);
const problem = (given: string, name?: string): ImportProblem => {
  try {
    importExchange([given], name === undefined ? [] : [name]);
  } catch (error) {
    if (error instanceof ImportProblem) return error;
    throw error;
  }
  throw new Error('it was taken');
};
const said = ({ notes }: Imported, verdict: string): string =>
  notes
    .filter((note) => note.verdict === verdict)
    .map(({ source, text: words }) => `${source}: ${words}`)
    .join('\n');

test('connectors of Exchange Online, as Export-Csv prints them', () => {
  const { entry } = of('inbound.csv', 'outbound.csv');
  assert.deepEqual(entry.inboundConnectors, [
    {
      name: 'Büro',
      enabled: true,
      type: 'OnPremises',
      senderDomains: ['*'],
      senderAddresses: ['203.0.113.10', '203.0.113.0/28'],
      certificateName: null,
      requireTls: false,
      associatedAcceptedDomains: ['contoso.example'],
    },
    {
      name: 'ERP by certificate',
      enabled: true,
      type: 'OnPremises',
      senderDomains: ['contoso.example', '*.contoso.example'],
      senderAddresses: [],
      certificateName: 'erp.contoso.example',
      requireTls: true,
      associatedAcceptedDomains: [],
    },
    {
      name: 'Bank',
      enabled: false,
      type: 'Partner',
      senderDomains: ['bank.example'],
      senderAddresses: ['198.51.100.0/24'],
      certificateName: '*.bank.example',
      requireTls: true,
      associatedAcceptedDomains: [],
    },
  ]);
  assert.deepEqual(entry.outboundConnectors, [
    {
      name: 'To the bank',
      enabled: true,
      recipientDomains: ['bank.example', '*.bank.example'],
      route: {
        kind: 'smart-hosts',
        hosts: [
          { host: '192.0.2.30', port: 25 },
          { host: 'mail.bank.example', port: 25 },
        ],
      },
      tls: 'verified',
      tlsName: '*.bank.example',
    },
  ]);
});

test('connectors of Exchange Server: ranges with blanks between, and a credential of which there is no name', () => {
  const read = of('receive.csv', 'send.csv');
  const [copiers] = read.entry.inboundConnectors ?? [];
  assert.deepEqual(
    [copiers?.name, copiers?.senderAddresses],
    ['Copiers', ['192.0.2.10/31', '192.0.2.12/30', '192.0.2.16/30', '192.0.2.20', '192.0.2.64/28']],
  );
  const [out] = read.entry.outboundConnectors ?? [];
  assert.deepEqual([out?.recipientDomains, out?.tls, out?.auth], [['*'], 'verified', undefined]);
  assert.match(said(read, 'left'), /"To the Internet": it signs in, and the export does not say as whom/u);
});

test('accepted domains and mailboxes stay in Exchange: nobody’s mail is led away', () => {
  const read = of('domains.csv', 'mailboxes.csv', 'access.csv');
  assert.deepEqual(read.entry.domains, [
    { name: 'contoso.example', type: 'internal-relay' },
    { name: 'branch.example', type: 'internal-relay' },
  ]);
  const delivery = { kind: 'elsewhere' };
  assert.deepEqual(read.entry.mailboxes, [
    {
      address: 'anna@contoso.example',
      displayName: 'Anna Müller',
      aliases: ['a.mueller@contoso.example'],
      smtpAuth: false,
      delivery,
    },
    {
      address: 'scan@contoso.example',
      displayName: 'Scanner',
      aliases: ['copier@branch.example'],
      smtpAuth: true,
      delivery,
    },
    { address: 'room1@branch.example', displayName: 'Room 1', aliases: [], delivery },
  ]);
  const left = said(read, 'left');
  assert.match(left, /"contoso\.onmicrosoft\.com": it belongs to Microsoft 365/u);
  assert.match(left, /"\*": it is no domain that can be taken/u);
  assert.match(left, /"branch\.example": its subdomains were accepted too/u);
  assert.match(left, /^Mailboxes: 2 \(DiscoverySearchMailbox\S+ and others\): no mailboxes of persons/mu);
  assert.match(left, /^EmailAddresses: 1 \(anna@contoso\.onmicrosoft\.com\): in domains that are not/mu);
  assert.match(left, /^CASMailbox: 1 \(all@contoso\.example\): only how they sign in is known/mu);
  const different = said(read, 'different');
  assert.match(different, /"contoso\.example": .*internal-relay.*\(Exchange refused it\)/u);
  assert.match(different, /an export holds no passwords/u);
  assert.match(different, /^SmtpClientAuthenticationDisabled: 1 \(room1@branch\.example\): nothing is said/mu);
  assert.deepEqual(read.afterwards, [
    { act: 'set-by-hand', what: 'sign-ins' },
    { act: 'prove-domain', domain: 'contoso.example' },
    { act: 'prove-domain', domain: 'branch.example' },
  ]);
});

test('the domain of a mailbox is taken without a file of domains; one of Microsoft’s names is not', () => {
  const header = 'PrimarySmtpAddress,EmailAddresses,RecipientTypeDetails\r\n';
  const read = importExchange([
    `${header}a@one.example,System.Collections.ArrayList,UserMailbox\r\nb@x.onmicrosoft.com,,UserMailbox\r\n,,UserMailbox\r\n`,
  ]);
  assert.deepEqual(read.entry.domains, [{ name: 'one.example', type: 'internal-relay' }]);
  assert.deepEqual(
    read.entry.mailboxes?.map(({ address, aliases }) => [address, aliases]),
    [['a@one.example', []]],
  );
  assert.match(said(read, 'left'), /EmailAddresses: 1 \(a@one\.example\): the file holds the name of a type/u);
  assert.match(said(read, 'left'), /Mailboxes: 2 \(b@x\.onmicrosoft\.com and others\): their primary address/u);
});

test('the JSON of the same says the same', () => {
  const mailboxes = [
    {
      DisplayName: 'Scanner',
      PrimarySmtpAddress: { Local: 'scan', Domain: 'contoso.example', Address: 'scan@contoso.example' },
      RecipientTypeDetails: 1,
      EmailAddresses: [{ ProxyAddressString: 'smtp:copier@contoso.example' }, 'SMTP:scan@contoso.example'],
    },
  ];
  const { entry } = importExchange([
    JSON.stringify(mailboxes),
    JSON.stringify({ DomainName: 'contoso.example', DomainType: 0, MatchSubDomains: false }),
    JSON.stringify({ PrimarySmtpAddress: 'scan@contoso.example', SmtpClientAuthenticationDisabled: false }),
  ]);
  assert.deepEqual(entry.mailboxes, [
    {
      address: 'scan@contoso.example',
      displayName: 'Scanner',
      aliases: ['copier@contoso.example'],
      smtpAuth: true,
      delivery: { kind: 'elsewhere' },
    },
  ]);
});

test('in whatever charset and with whatever separator PowerShell and Excel write', () => {
  const plain = text('inbound.csv');
  const wanted = of('inbound.csv').entry;
  const utf16 = Buffer.from(`\uFEFF${plain.replaceAll('\n', '\r\n')}`, 'utf16le');
  for (const octets of [
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from(`\uFEFF${plain}`),
    Buffer.from(plain, 'latin1'),
    Buffer.from(`#TYPE Deserialized.X\r\n${plain}`),
    Buffer.from(plain.replaceAll('","', '";"').replaceAll('",,"', '";;"')),
    Buffer.from(plain.replaceAll('","', '"\t"').replaceAll('",,"', '"\t\t"')),
    Buffer.from(plain.replace('"RequireTls"', '"requiretls"')),
  ])
    assert.deepEqual(importExchange([fileText(octets)]).entry, wanted);
  const lost = importExchange([
    'DisplayName,PrimarySmtpAddress,RecipientTypeDetails,EmailAddresses\nM?ller,m@a.example,UserMailbox,\n',
  ]);
  assert.match(said(lost, 'different'), /DisplayName: 1 \(m@a\.example\): letters were lost/u);
});

test('lists, as PowerShell and scripts join them', () => {
  const spaces = ['smtp:*;1', 'smtp:contoso.com;10'];
  for (const joined of [
    'smtp:*;1 smtp:contoso.com;10',
    'smtp:*;1,smtp:contoso.com;10',
    'smtp:*;1, smtp:contoso.com;10',
    'smtp:*;1|smtp:contoso.com;10',
    'smtp:*;1;smtp:contoso.com;10',
    '{smtp:*;1, smtp:contoso.com;10}',
  ])
    assert.deepEqual(listOf(joined), spaces, joined);
  assert.deepEqual(listOf('10.0.0.1;10.0.0.2/31'), ['10.0.0.1', '10.0.0.2/31']);
  for (const lost of [
    'System.String[]',
    'System.Collections.ArrayList',
    'Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]',
    'Deserialized.Microsoft.Exchange.Data.ProxyAddressCollection',
    '{smtp:a.example, smtp:b.example...}',
    '{smtp:a.example, smtp:b.exam…',
  ])
    assert.ok(unreadList(lost), lost);
  for (const list of ['smtp:*;1', 'system.example', 'microsoft.exchange.example', '10.0.0.1'])
    assert.ok(!unreadList(list));
});

test('what has lost a list or a column that a right hangs on is refused, with the command that has it', () => {
  const types = problem(text('type-names.csv'), 'inbound.csv');
  assert.match(types.message, /^inbound\.csv: line 2: SenderDomains is not in the file: there is only/u);
  assert.match(types.cure, /Make JSON: Get-InboundConnector \| ConvertTo-Json/u);
  const columns = problem('Name,SenderDomains,SenderIPAddresses\nA,smtp:*;1,10.0.0.1\n');
  assert.match(
    columns.message,
    /no column Enabled, ConnectorType, TlsSenderCertificateName, RequireTls of Get-Inbound/u,
  );
  assert.match(columns.cure, /export all columns: Get-InboundConnector \| Export-Csv/u);
  const types2 = problem('PrimarySmtpAddress,EmailAddresses\na@b.example,\n');
  assert.match(types2.message, /no column RecipientTypeDetails of Get-Mailbox/u);
  const excel = problem(text('access.csv').replace('True', 'WAHR'));
  assert.match(excel.message, /line 2: SmtpClientAuthenticationDisabled is "WAHR", and neither True nor False/u);
  assert.match(excel.cure, /do not save it in another program: Get-CASMailbox/u);
  const ragged = problem(`${text('inbound.csv')}"True","OnPremises"\n`);
  assert.match(ragged.message, /line 5 has 2 cells, and the first line names 40 columns/u);
});

test('what is something else says what it is', () => {
  for (const [given, message] of [
    ['Name,Age\nx,1\n', /no CSV whose columns are known/u],
    ['', /no CSV whose columns are known/u],
    ['\nName          : Default\nSenderDomains : {smtp:*;1, smtp:contoso...}\n', /Format-List or Format-Table/u],
    ['Name    SenderDomains Enabled\n----    ------------- -------\nDefault {smtp:*;1}    True\n', /Format-Table/u],
    ['<Objs Version="1.1.0.1" xmlns="x"><Obj/></Objs>', /Export-Clixml/u],
    ['Name,"SenderDomains\nx', /no CSV: line 1: /u],
    ['[{"Name":"x"}]', /no connector, accepted domain or mailbox/u],
    ['{"Name":', /no JSON/u],
    [`PK\u0003\u0004${'\0'.repeat(100)}`, /no CSV whose columns are known/u],
  ] as const) {
    const found = problem(given);
    assert.match(found.message, message);
    assert.match(found.cure, /Get-/u);
  }
});

test('very many rows are refused, and a hostile line ends in time', () => {
  const header = 'PrimarySmtpAddress,SmtpClientAuthenticationDisabled\n';
  const many = header + 'a@b.example,True\n'.repeat(bounds.config.importedObjects + 1);
  assert.match(problem(many).message, /more than \d+ objects/u);
  // What took the square of a million would end with the day.
  for (const odd of ['-'.repeat(3_000_000), ' '.repeat(3_000_000), 'a '.repeat(1_000_000), '"'.repeat(1_000_001)])
    assert.ok(problem(odd).cure.length > 0);
  const list = `DomainName,DomainType\n${'.'.repeat(1_000_000)},${';'.repeat(1_000_000)}\n`;
  assert.deepEqual(importExchange([list]).entry, {});
  const ranges = `Name,RemoteIPRanges,Enabled,PermissionGroups,AuthMechanism,RequireTLS\nA,${'- '.repeat(500_000)},True,"AnonymousUsers,ExchangeServers",ExternalAuthoritative,False\n`;
  assert.equal(importExchange([ranges]).entry.inboundConnectors, undefined);
});

test('a file that is broken in the middle is told by its place, not by what stands there', () => {
  const broken = problem('[{"Name":"A",\n"Password":"hunter2" hunter3}]');
  assert.match(broken.message, /^the file is no JSON: line 2 column \d+$/u);
  assert.doesNotMatch(problem('{"Name":"hunter2').message, /hunter/u);
});

test('a column of a mailbox that holds a secret by mistake is in no note', () => {
  const read = importExchange([
    'DisplayName,PrimarySmtpAddress,RecipientTypeDetails,EmailAddresses,Password\nA,a@b.example,UserMailbox,smtp:a@b.example,hunter2\n',
  ]);
  assert.doesNotMatch(JSON.stringify(read), /hunter2/u);
});
