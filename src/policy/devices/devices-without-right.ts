/**
 * A device's record gives no right: which devices no connector lets relay yet, and what would. Pure. One that is known by the name it
 * signs in with needs no connector, and is left out.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Device } from '../../directory/objects.ts';
import { parseRange } from '../../mail/network/address-ranges.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Remedy } from '../../mail/remedy.ts';

/** The acts that are left; empty: all of them may send. */
export function rightsToGive(view: DirectoryView, devices: readonly Device[]): readonly Remedy[] {
  const without = devices.flatMap((device) => {
    if (device.logins.length > 0) return [];
    const open = device.addresses.filter((address) => !isCovered(view, device.organizationId, address));
    return open.length === 0 ? [] : [{ device, open }];
  });
  if (without.length === 0) return [];
  const told = without
    .slice(0, bounds.policy.devicesNamed)
    .map(({ device, open }) => ({ act: 'let-device-send', name: device.name, open }) as const);
  const more = without.length - told.length;
  return [
    ...told,
    ...(more === 0 ? [] : [{ act: 'let-more-devices-send', more } as const]),
    ...(without.length === 1 ? [] : [{ act: 'let-network-send' } as const]),
  ];
}

/** Text that is no network needs nothing. */
export function isCovered(view: DirectoryView, organizationId: ObjectId, address: string): boolean {
  const own = parseRange(address);
  if (own === null) return true;
  for (const { range, holder } of view.connectorsOverlapping(own)) {
    // Networks around it come first; those behind lie in it.
    if (range.prefixLength > own.prefixLength) return false;
    if (holder.organizationId === organizationId && holder.type === 'OnPremises') return true;
  }
  return false;
}
