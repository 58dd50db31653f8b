/** The domains of an hMailServer's backup, with their addresses; and backups that somebody made to do harm. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { stringify } from 'yaml';
import { bounds } from '../../../../base/bounds.ts';
import { readOrganizationFile } from '../../organization-file.ts';
import { type Imported, ImportProblem } from '../imported.ts';
import { importHmailserver, xmlOptions } from './hmailserver.ts';

const fixture = new URL('../../../../../test/fixtures/import/hmailserver/with-domains.xml', import.meta.url);
const read = (xml: string): Imported => importHmailserver(xml, new XMLParser(xmlOptions));
const whole = (): Imported => read(readFileSync(fixture, 'utf8'));
const backup = (domain: string): Imported => read(`<Backup><Domains>${domain}</Domains></Backup>`);
const told = ({ notes }: Imported): string =>
  notes.map(({ verdict, source, text }) => `${verdict} ${source}: ${text}`).join('\n');

test('accounts become mailboxes, lists become groups, and aliases go where they lead', () => {
  const { entry } = whole();
  assert.deepEqual(entry.domains, [
    { name: 'clinic.example', type: 'authoritative' },
    { name: 'clinic-old.example', type: 'authoritative' },
  ]);
  assert.deepEqual(entry.mailboxes, [
    {
      address: 'anna@clinic.example',
      displayName: 'Anna Müller',
      plusAddressing: true,
      enabled: true,
      aliases: [
        'info@clinic.example',
        'front@clinic.example',
        'anna@clinic-old.example',
        'info@clinic-old.example',
        'front@clinic-old.example',
      ],
    },
    {
      address: 'scan@clinic.example',
      displayName: '',
      plusAddressing: true,
      enabled: true,
      aliases: ['scan@clinic-old.example'],
      forwarding: { to: ['anna@clinic.example'], keepCopy: true },
    },
    {
      address: 'dr@clinic.example',
      displayName: 'D R',
      plusAddressing: true,
      enabled: false,
      aliases: ['dr@clinic-old.example'],
    },
  ]);
  assert.deepEqual(entry.groups, [
    {
      address: 'all@clinic.example',
      members: ['anna@clinic.example', 'info@clinic.example', 'someone@far.example'],
      aliases: ['all@clinic-old.example'],
    },
    { address: 'lab@clinic.example', members: ['lab@partner.example'], aliases: ['lab@clinic-old.example'] },
  ]);
  assert.deepEqual(entry.outboundConnectors?.[0]?.auth, { kind: 'password', username: 'relay@clinic.example' });
  const file = stringify({ doorpost: 1, organizations: [{ name: 'ours', ...entry }] });
  assert.ok('file' in readOrganizationFile(file), file);
});

test('what is not taken is told, the password of each account among it; none is shown', () => {
  const imported = whole();
  const words = told(imported);
  for (const line of [
    /^different Account "anna@clinic\.example": its password is not taken over \(it is hashed/mu,
    /^different Account "scan@clinic\.example": its password is not taken over/mu,
    /^different Account "dr@clinic\.example": it signed in by Active Directory/mu,
    /^different Account "dr@clinic\.example": it was switched off: so it is here/mu,
    /^left Account "dr@clinic\.example": it forwarded to ghost@clinic\.example, which is nobody/mu,
    /^left Account "anna@clinic\.example": its automatic reply/mu,
    /^left Account "anna@clinic\.example": LOST: its mail was sorted, forwarded or deleted by rules/mu,
    /^left Account "anna@clinic\.example": LOST: mail was fetched for it from other servers/mu,
    /^left Domain "clinic\.example": LOST: mail for unknown recipients went to anna@clinic\.example/mu,
    /^left Domain "clinic\.example": it signed with DKIM/mu,
    /^left Domain "closed\.example": it was switched off/mu,
    /^left Alias "off@clinic\.example": it was switched off/mu,
    /^left Alias "ring@clinic\.example": it leads back to itself/mu,
    /^left Alias "gone@clinic\.example": ghost@clinic\.example is nobody/mu,
    /^left Distribution list "all@clinic\.example": LOST: not everybody was let write to it/mu,
    /^left Distribution list "all@clinic\.example": member ghost@clinic\.example: it is nobody/mu,
    /^left Distribution list "nobody@clinic\.example": it has no members/mu,
    /^different Messages: the mail that is in the mailboxes is not taken over/mu,
  ])
    assert.match(words, line);
  assert.doesNotMatch(JSON.stringify(imported), /not-to-be-copied|9f86d081|clinic\.pem/u);
  assert.deepEqual(imported.afterwards, [
    { act: 'prove-domain', domain: 'clinic.example' },
    { act: 'prove-domain', domain: 'clinic-old.example' },
    { act: 'set-by-hand', what: 'sign-ins' },
    { act: 'set-secret', name: 'SMTP relayer', secret: 'password' },
  ]);
});

test('plus addressing is as it was; a domain that is a route too is one of its own', () => {
  const domain = (more: string): Imported =>
    backup(`<Domain Name="a.example" Active="1" ${more}><Accounts><Account Name="x@a.example"/></Accounts></Domain>`);
  assert.equal(domain('UsePlusAddressing="0"').entry.mailboxes?.[0]?.plusAddressing, false);
  const minus = domain('UsePlusAddressing="1" PlusAddressingChar="-"');
  assert.equal(minus.entry.mailboxes?.[0]?.plusAddressing, false);
  assert.match(told(minus), /addresses with "-" for a detail: here it is \+/u);
  const both = read(
    '<Backup><Domains><Domain Name="a.example"/></Domains><Routes><Route Name="a.example" TargetHost="mx.a.example" ToAllAddresses="1" TreatRecipientAsLocalDomain="1" TreatSenderAsLocalDomain="1"/></Routes></Backup>',
  );
  assert.deepEqual(both.entry.domains, [{ name: 'a.example', type: 'authoritative' }]);
});

test('an address that comes twice, or in another domain, is taken once or not', () => {
  const imported = backup(
    `<Domain Name="a.example"><Accounts><Account Name="x@a.example" PersonFirstName="First"/><Account Name="X@A.example"/>
     <Account Name="x@b.example"/><Account/><Account Name="no address"/></Accounts>
     <Aliases><Alias Name="y@b.example" Value="x@a.example" Active="1"/><Alias Name="x@a.example" Value="far@c.example" Active="1"/></Aliases></Domain>`,
  );
  assert.deepEqual(
    imported.entry.mailboxes?.map(({ address, displayName }) => [address, displayName]),
    [['x@a.example', 'First']],
  );
  assert.equal(imported.entry.groups, undefined);
  assert.match(told(imported), /Account "X@A\.example": its address was there before/u);
  assert.match(told(imported), /Account "x@b\.example": it is in another domain than it stands in/u);
  assert.match(told(imported), /Alias "y@b\.example": it is in another domain/u);
});

test('a file that is something else, or was made to do harm, is refused with what to choose', () => {
  for (const [xml, message] of [
    ['<html><body>Sign in</body></html>', /neither IP ranges nor routes nor domains/u],
    ['<Backup Domains="x" Routes="y"/>', /neither IP ranges nor routes nor domains/u],
    ['<Backup><Domains>text</Domains></Backup>', /neither IP ranges nor routes nor domains/u],
    ['PK\u0003\u0004 7z', /no XML/u],
    ['{"a":1}', /no XML/u],
    ['<Backup><Domains>', /no XML/u],
    [
      '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><Backup><Domains><Domain Name="&b;"/></Domains></Backup>',
      /document type/u,
    ],
    ['<!DOCTYPE x SYSTEM "file:///etc/passwd"><Backup/>', /document type/u],
  ] as const)
    assert.throws(
      () => read(xml),
      (error) =>
        error instanceof ImportProblem && message.test(error.message) && /hMailServerBackup\.xml/u.test(error.cure),
      xml,
    );
  // Entities that nobody declared stay what they are.
  assert.doesNotThrow(() => backup('<Domain Name="&xxe;"/>'));
});

test('very many addresses are refused; long chains and many stand-ins end in time', () => {
  const accounts = '<Account Name="x@a.example"/>'.repeat(bounds.config.importedObjects + 1);
  assert.throws(
    () => backup(`<Domain Name="a.example"><Accounts>${accounts}</Accounts></Domain>`),
    (error) => error instanceof ImportProblem && /more than \d+ addresses/u.test(error.message),
  );
  const most = bounds.config.importedObjects / 5;
  const of = (count: number, one: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => one(n)).join('');
  const chain = of(most, (n) => `<Alias Name="a${n}@a.example" Value="a${n + 1}@a.example" Active="1"/>`);
  const deep = backup(`<Domain Name="a.example"><Aliases>${chain}</Aliases></Domain>`);
  assert.match(told(deep), /Alias "a0@a\.example": it leads back to itself, or by too many others/u);
  const standIns = of(most, (n) => `<DomainAlias Name="s${n}.example"/>`);
  const targets = of(most, (n) => `<Account Name="t${n}@a.example"/>`);
  assert.throws(
    () =>
      backup(
        `<Domain Name="a.example"><DomainAliases>${standIns}</DomainAliases><Accounts>${targets}</Accounts></Domain>`,
      ),
    ImportProblem,
  );
});
