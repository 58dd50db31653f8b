import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ObjectId } from '../../base/id.ts';
import type { Device } from '../../directory/objects.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import { devicesCsv, readDevicesCsv } from './device-csv.ts';

const device = (fields: Partial<Device>): Device => ({
  ...deviceForms.standards,
  kind: 'device',
  id: 'D' as ObjectId,
  organizationId: 'O' as ObjectId,
  name: 'Copier',
  ...fields,
});

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
      const read = readDevicesCsv(devicesCsv([before]));
      assert.ok('rows' in read, JSON.stringify(read));
      const isUntouched = fields.rewriting !== null && Object.values(fields.rewriting).every((value) => !value);
      assert.deepEqual(read.rows[0]?.fields, fieldsOf(isUntouched ? device({ ...fields, rewriting: null }) : before));
    }),
  );
});

test('the columns are those of the fields, in their order', () => {
  assert.equal(
    devicesCsv([]),
    'name,place,addresses,logins,owner,language,profile,silent_after_days,rewrite_sender,rewrite_from,reply_to_original\r\n',
  );
});

test('a column that is missing says nothing, an empty cell empties', () => {
  const read = readDevicesCsv('name,owner\nCopier,\n');
  assert.deepEqual('rows' in read && read.rows, [{ line: 2, fields: { name: 'Copier', owner: null } }]);
});

test('what is wrong is told with its line, in the words of the table', () => {
  const file = 'name,addresses,silent_after_days,rewrite_from,language\nA,10.0.0.300,soon,nobody,EN\nB,,,,xx\n';
  const read = readDevicesCsv(file);
  assert.deepEqual('problems' in read && read.problems.map(({ path }) => path), [
    'line 2: addresses.0',
    'line 2: silent_after_days',
    'line 2: rewrite_from',
    'line 3: language',
  ]);
});

test('a column that is not there is named, with the one that was meant', () => {
  const read = readDevicesCsv('name,adresses\nA,10.0.0.1\n');
  assert.deepEqual('problems' in read && read.problems, [
    { path: 'line 1', message: 'there is no column "adresses"', cure: 'did you mean addresses?' },
  ]);
});
