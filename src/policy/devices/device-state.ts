/** How a device does, in one word: for lists, and to narrow them by. Pure. */
import type { Device } from '../../directory/objects.ts';
import { type DeviceState, OLD_TLS_VERSIONS } from '../../mail/device.ts';
import type { Sighting } from '../../mail/sighting.ts';
import { isSilent } from './silence.ts';
import { mechanismsTried } from './sightings.ts';

/** @param seen null: never. */
export function deviceState(device: Device, seen: Sighting | null, now: number): DeviceState {
  if (seen === null) return 'never-seen';
  const { lastAccepted, lastRefusal } = seen;
  if (lastRefusal !== null && lastRefusal.at > (lastAccepted ?? 0)) return 'refused';
  if (lastAccepted === null) return 'no-mail';
  return isSilent(device, { at: lastAccepted, everSent: true }, now) ? 'silent' : 'sends';
}

/** It came with a TLS that is not spoken any more elsewhere, or could not come for having no other. */
export const hasOldTls = ({ tls, habits }: Sighting): boolean =>
  OLD_TLS_VERSIONS.includes(tls ?? '') || habits.some((habit) => OLD_TLS_HABITS.has(habit));

const OLD_TLS_HABITS: ReadonlySet<string> = new Set(['tls-1.0', 'tls-1.1', 'old-ciphers']);

/** It has, or tried, a name and a password. */
export const signsIn = (device: Device, seen: Sighting | null): boolean =>
  device.logins.length > 0 || (seen !== null && mechanismsTried(seen) !== null);
