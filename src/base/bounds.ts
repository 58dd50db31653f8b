/**
 * The fixed bounds of the house: what nobody can set, by room. What can be set stands in `mail/limits.ts`.
 * `docs/limits.md` shows both. Code reads the numbers: `bounds.queue.groupMembers`.
 */
import type { Bound } from './bounds/bound.ts';
import { abuseBounds } from './bounds/abuse.ts';
import { adminBounds } from './bounds/admin.ts';
import { alarmBounds } from './bounds/alarm.ts';
import { baseBounds } from './bounds/base.ts';
import { checkupBounds } from './bounds/checkup.ts';
import { cliBounds } from './bounds/cli.ts';
import { configBounds } from './bounds/config.ts';
import { deliverBounds } from './bounds/deliver.ts';
import { devicesBounds } from './bounds/devices.ts';
import { dnsBounds } from './bounds/dns.ts';
import { dsnBounds } from './bounds/dsn.ts';
import { houseBounds } from './bounds/house.ts';
import { mailBounds } from './bounds/mail.ts';
import { policyBounds } from './bounds/policy.ts';
import { queueBounds } from './bounds/queue.ts';
import { receiveBounds } from './bounds/receive.ts';
import { screeningBounds } from './bounds/screening.ts';
import { smtpBounds } from './bounds/smtp.ts';
import { storeBounds } from './bounds/store.ts';

export const boundTable = {
  base: baseBounds,
  mail: mailBounds,
  smtp: smtpBounds,
  config: configBounds,
  policy: policyBounds,
  screening: screeningBounds,
  dsn: dsnBounds,
  dns: dnsBounds,
  store: storeBounds,
  receive: receiveBounds,
  queue: queueBounds,
  deliver: deliverBounds,
  devices: devicesBounds,
  alarm: alarmBounds,
  checkup: checkupBounds,
  abuse: abuseBounds,
  admin: adminBounds,
  cli: cliBounds,
  house: houseBounds,
} satisfies Record<string, Record<string, Bound>>;

type Table = typeof boundTable;
type Values = { readonly [Room in keyof Table]: { readonly [Name in keyof Table[Room]]: number } };

export const bounds = Object.fromEntries(
  Object.entries<Record<string, Bound>>(boundTable).map(([room, rows]) => [
    room,
    Object.fromEntries(Object.entries(rows).map(([name, { most }]) => [name, most])),
  ]),
) as Values;
