/** Devices as a table, with their right to send. Those that a table does not name stay. Pure but for ids. */
import { z } from 'zod';
import { given } from '../../../base/given.ts';
import type { IdSource } from '../../../base/id.ts';
import { field } from '../../../directory/fields/field.ts';
import { domainPattern, list } from '../../../directory/fields/values.ts';
import { deviceForms } from '../../../directory/kinds/device.ts';
import type { Device, Organization } from '../../../directory/objects.ts';
import type { DirectoryView, Rest } from '../../../directory/snapshot.ts';
import { merged } from '../change.ts';
import { makeDevice } from '../make-object.ts';
import { planRight, rightOf, waysToSend } from './device-right.ts';
import { type RowFields, readTable, type TableRead, type TableRow, tableOf, writeTable } from './table.ts';
import { TableChange } from './table-change.ts';

export const deviceTable = tableOf('devices', 'name', {
  ...deviceForms.shape,
  maySend: field(list(z.enum(waysToSend)), {
    help: 'the whole of its right to send: address, sign-in, both, or nothing',
    standard: [],
    cell: 'may_send',
    cellAtBlanks: true,
  }),
  senders: field(list(domainPattern()), {
    help: 'domains it may send for by its address; empty: as its connector says',
    standard: [],
    cell: 'senders',
    cellAtBlanks: true,
  }),
});

export type DeviceRow = TableRow<RowFields<typeof deviceTable.shape, 'name'>>;

export const devicesCsv = (view: DirectoryView, devices: readonly Device[]): string =>
  writeTable(
    deviceTable,
    devices.map((device) => ({ ...device, ...rightOf(view, device) })),
  );

export const readDevices = (csv: string): TableRead<DeviceRow['fields']> => readTable(deviceTable, csv);

/** All that the file names, as they are then, and what makes them so. Devices are found by name, without case. */
export async function planDevices(
  view: DirectoryView,
  ids: IdSource,
  organization: Organization,
  rows: readonly DeviceRow[],
  rest: Rest,
): Promise<{ readonly change: TableChange; readonly devices: readonly Device[] }> {
  const change = new TableChange(view, deviceTable);
  const devices: Device[] = [];
  for (const { line, fields } of rows) {
    const { maySend, senders, ...described } = fields;
    const before = view.named('device', organization.id, fields.name)[0] ?? null;
    const device = before
      ? merged(before, described)
      : makeDevice(ids, organization.id, deviceForms.create.parse(given(described)));
    devices.push(device);
    change.put(line, before, device);
    const right = planRight(change.view, ids, { before, device }, given({ maySend, senders }));
    for (const problem of right.problems) change.wrong(line, problem);
    for (const edit of right.edits) change.take(line, edit);
    await rest();
  }
  return { change, devices };
}
