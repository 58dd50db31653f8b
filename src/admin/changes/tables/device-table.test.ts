import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ObjectId } from '../../../base/id.ts';
import type { Device, DirectoryObject, InboundConnector } from '../../../directory/objects.ts';
import { deviceForms } from '../../../directory/kinds/device.ts';
import { inboundConnectorForms } from '../../../directory/kinds/inbound-connector.ts';
import { DirectoryView } from '../../../directory/snapshot.ts';
import { devicesCsv, planDevices, readDevices } from './device-table.ts';

const device = (fields: Partial<Device>): Device => ({
  ...deviceForms.standards,
  kind: 'device',
  id: 'D' as ObjectId,
  organizationId: 'O' as ObjectId,
  name: 'Copier',
  ...fields,
});

const viewOf = (...objects: DirectoryObject[]): DirectoryView => new DirectoryView({ revision: 0, objects });

const fieldsOf = ({ kind: _, id: __, organizationId: ___, ...fields }: Device): object => fields;

const address = fc.constantFrom('copier@contoso.test', 'scan+to@contoso.test');
const word = fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', ';', '\\', ',', '"', "'", '='), minLength: 1 });
const label = word.map((text) => `x${text.trim()}`);
const plain = { noNullPrototype: true };
const devices = fc.record(
  {
    name: label,
    place: word.map((text) => text.trim()),
    addresses: fc.subarray(['192.0.2.10', '198.51.100.0/24', '2001:db8::7']),
    logins: fc.uniqueArray(label, { maxLength: 3 }),
    owner: fc.option(address),
    language: fc.option(fc.constantFrom('en' as const, 'de' as const)),
    profile: fc.option(fc.constantFrom('tolerant', 'legacy')),
    silentAfterDays: fc.option(fc.integer({ min: 1, max: 365 })),
    rewriting: fc.option(
      fc.record({ reversePath: fc.option(address), from: fc.option(address), replyToOriginal: fc.boolean() }, plain),
    ),
  },
  plain,
);

test('a device goes into the table and comes back as it was', () => {
  fc.assert(
    fc.property(devices, (fields) => {
      const before = device(fields);
      const read = readDevices(devicesCsv(viewOf(before), [before]));
      assert.ok('rows' in read, JSON.stringify(read));
      const isUntouched = fields.rewriting !== null && Object.values(fields.rewriting).every((value) => !value);
      const after = isUntouched ? device({ ...fields, rewriting: null }) : before;
      assert.deepEqual(read.rows[0]?.fields, { ...fieldsOf(after), maySend: [], senders: [] });
    }),
  );
});

test('the columns are those of the fields, in their order', () => {
  assert.equal(
    devicesCsv(viewOf(), []),
    'name,place,addresses,logins,owner,language,profile,always_through,silent_after_days,rewrite_sender,rewrite_from,reply_to_original,may_send,senders\r\n',
  );
});

test('a column that is missing says nothing, an empty cell empties', () => {
  const read = readDevices('name,owner\nCopier,\n');
  assert.deepEqual('rows' in read && read.rows, [{ line: 2, fields: { name: 'Copier', owner: null } }]);
});

test('what is wrong is told with its line, in the words of the table', () => {
  const file = 'name,addresses,silent_after_days,rewrite_from,language\nA,10.0.0.300,soon,nobody,EN\nB,,,,xx\n';
  const read = readDevices(file);
  assert.deepEqual('problems' in read && read.problems.map(({ path }) => path), [
    'line 2: addresses.0',
    'line 2: silent_after_days',
    'line 2: rewrite_from',
    'line 3: language',
  ]);
});

test('a column that is not there is named, with the one that was meant', () => {
  const read = readDevices('name,adresses\nA,10.0.0.1\n');
  assert.deepEqual('problems' in read && read.problems, [
    { path: 'line 1', message: 'there is no column "adresses"', cure: 'did you mean addresses?' },
  ]);
});

// -- the right to send

const organization = { kind: 'organization', id: 'O', name: 'Ours' } as unknown as DirectoryObject & {
  kind: 'organization';
};

const connector = (name: string, senderAddresses: readonly string[], more: Partial<InboundConnector> = {}) =>
  ({
    ...inboundConnectorForms.standards,
    kind: 'inbound-connector',
    id: name as ObjectId,
    organizationId: 'O' as ObjectId,
    name,
    senderAddresses,
    ...more,
  }) as InboundConnector;

const login = (username: string): DirectoryObject =>
  ({
    kind: 'credential',
    id: `C${username}`,
    organizationId: 'O',
    mailboxId: 'M',
    name: 'default',
    username,
    verifier: '',
    enabled: true,
    createdAt: 0,
  }) as unknown as DirectoryObject;

let made = 0;
const ids = { objectId: () => `N${++made}` as ObjectId } as unknown as Parameters<typeof planDevices>[1];

/** The connectors after a table, by name: the addresses they cover, and whose mail they take. Or what is wrong. */
async function after(objects: readonly DirectoryObject[], csv: string): Promise<unknown> {
  const view = viewOf(organization, ...objects);
  const read = readDevices(csv);
  assert.ok('rows' in read, JSON.stringify(read));
  const { change } = await planDevices(view, ids, organization, read.rows, async () => {});
  try {
    await change.refuseWrong(async () => {});
  } catch (error) {
    return (error as { problems: readonly { path: string; message: string }[] }).problems.map(
      ({ path, message }) => `${path}: ${message}`,
    );
  }
  return Object.fromEntries(
    change.view.inboundConnectors.map(({ name, senderAddresses, senderDomains }) => [
      name,
      [...senderAddresses, ...senderDomains.filter((each) => each !== '*')].join(' '),
    ]),
  );
}

test('address gives a connector of its own where none covers it, and no more', async () => {
  const hall = connector('Hall', ['10.1.0.0/24']);
  assert.deepEqual(
    await after([hall], 'name,addresses,may_send\nFax,10.2.0.1;10.2.0.2,address\nA,10.1.0.7,address\n'),
    {
      Hall: '10.1.0.0/24',
      Fax: '10.2.0.1 10.2.0.2',
    },
  );
});

test('a table without the column says nothing of rights, and an export of it changes nothing', async () => {
  const objects = [
    device({ id: 'D1' as ObjectId, name: 'Fax', addresses: ['10.2.0.1'] }),
    device({ id: 'D2' as ObjectId, name: 'Half', addresses: ['10.3.0.1', '10.3.0.2'] }),
    device({ id: 'D3' as ObjectId, name: 'Signs', addresses: ['10.4.0.1'], logins: ['scan'] }),
    device({ id: 'D4' as ObjectId, name: 'None', addresses: ['10.5.0.1'], logins: ['nobody'] }),
    connector('Fax', ['10.2.0.1'], { senderDomains: ['ours.test'] }),
    connector('Some', ['10.3.0.1']),
    login('scan'),
  ];
  const view = viewOf(organization, ...objects);
  const csv = devicesCsv(view, view.devices);
  assert.deepEqual(
    csv.split('\r\n').map((line) => line.split(',').slice(-2).join(',')),
    ['may_send,senders', 'address,ours.test', 'some-addresses,', ',', 'sign-in,', ''],
  );
  const rights = { Fax: '10.2.0.1 ours.test', Some: '10.3.0.1' };
  assert.deepEqual(await after(objects, csv), rights);
  assert.deepEqual(await after(objects, 'name,place\nFax,Hall\n'), rights);
});

test('an empty cell takes the right away that is the device alone has, and tells of one that others share', async () => {
  const fax = device({ name: 'Fax', addresses: ['10.2.0.1'] });
  const empty = 'name,may_send\nFax,\n';
  assert.deepEqual(await after([fax, connector('Own', ['10.2.0.1'])], empty), {});
  assert.deepEqual(await after([fax, connector('Two', ['10.2.0.1', '10.2.0.9'])], empty), { Two: '10.2.0.9' });
  assert.deepEqual(await after([fax, connector('Hall', ['10.2.0.0/24'])], empty), [
    'line 2: may_send: 10.2.0.1 lies in 10.2.0.0/24 of the connector "Hall", by which others send too',
  ]);
});

test('its own connector follows its addresses, and its senders', async () => {
  const objects = [device({ name: 'Fax', addresses: ['10.2.0.1'] }), connector('Own', ['10.2.0.1'])];
  assert.deepEqual(await after(objects, 'name,addresses,may_send,senders\nFax,10.2.0.7,address,ours.test\n'), {
    Own: '10.2.0.7 ours.test',
  });
  const shared = [device({ name: 'Fax', addresses: ['10.2.0.1'] }), connector('Hall', ['10.2.0.0/24'])];
  assert.deepEqual(await after(shared, 'name,may_send,senders\nFax,address,ours.test\n'), {
    Hall: '10.2.0.0/24',
    Fax: '10.2.0.1 ours.test',
  });
});

test('a right that cannot be as the cell says is told by line and column, all at once', async () => {
  const objects = [
    device({ id: 'D1' as ObjectId, name: 'Signs', logins: ['scan'] }),
    device({ id: 'D2' as ObjectId, name: 'Listed', addresses: ['10.2.0.1'] }),
    connector('Two', ['10.2.0.1', '10.2.0.2']),
    login('scan'),
  ];
  assert.deepEqual(
    await after(
      objects,
      [
        'name,addresses,logins,may_send,senders',
        'Nowhere,,,address,',
        'Nameless,10.9.0.1,,sign-in,',
        'Signs,,scan,,',
        'Listed,10.2.0.1,,address,ours.test',
        'Half,10.9.0.2,,some-addresses,',
        'Said,10.9.0.3,,,ours.test',
      ].join('\n'),
    ),
    [
      'line 2: may_send: Nowhere has no address to send from',
      'line 3: may_send: Nameless has no login to sign in with',
      'line 4: may_send: Signs may sign in as scan, and a table takes no sign-in away',
      'line 5: senders: 10.2.0.1 stands in the connector "Two", which has other senders',
      'line 6: may_send: not only some of the addresses of Half may send',
      'line 7: senders: senders are said of a right by address alone',
    ],
  );
});

test('what the directory does not take is told by the line it comes from', async () => {
  const told = await after([], 'name,profile\nA,\nB,no-such-profile\n');
  assert.match(String(told), /^line 3: profile: /u);
});
