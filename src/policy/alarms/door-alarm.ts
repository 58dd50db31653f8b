/** The alarm of addresses of the HTTP API that were not opened: one for all of them. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { Alarm } from '../../mail/alarm.ts';
import type { ClosedDoor } from '../../mail/doors/closed-door.ts';

/** null: all are open. */
export function doorAlarm(closed: readonly ClosedDoor[]): Alarm | null {
  if (closed.length === 0) return null;
  return {
    key: 'http-closed',
    kind: 'http-closed',
    organizationId: null,
    subject: 'HTTP',
    stage: 1,
    facts: { doors: closed.slice(0, bounds.alarm.doorsNamed), count: closed.length },
  };
}
