/**
 * A device's record gives no right: which devices no connector lets relay yet, and what would. Pure. One that is known by the name it
 * signs in with needs no connector, and is left out.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Device } from '../../directory/objects.ts';
import { parseRange } from '../../mail/network/address-ranges.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { shellWord } from '../shell-word.ts';

/** What is left to do, one sentence each; empty: all of them may send. */
export function rightsToGive(view: DirectoryView, devices: readonly Device[]): readonly string[] {
  const without = devices.flatMap((device) => {
    if (device.logins.length > 0) return [];
    const open = device.addresses.filter((address) => !isCovered(view, device.organizationId, address));
    return open.length === 0 ? [] : [{ device, open }];
  });
  if (without.length === 0) return [];
  const told = without.slice(0, bounds.policy.devicesNamed).map(({ device, open }) => sentence(device, open));
  const more = without.length - told.length;
  return [
    ...told,
    ...(more === 0 ? [] : [`${more} more devices may not send to the outside yet: doorpost check device names each`]),
    ...(without.length === 1
      ? []
      : ['or let all of one network send: doorpost connector add Devices --address 192.0.2.0/24']),
  ];
}

function sentence({ name }: Device, open: readonly string[]): string {
  const how = open.map((address) =>
    address.includes('/')
      ? `doorpost connector add ${shellWord(name)} --address ${address}`
      : `doorpost device approve ${address}`,
  );
  return `"${name}" may not send to the outside yet, as no connector covers ${open.join(', ')}. To let it: ${how.join(' && ')}`;
}

/** Text that is no network needs nothing. */
function isCovered(view: DirectoryView, organizationId: ObjectId, address: string): boolean {
  const own = parseRange(address);
  if (own === null) return true;
  for (const { range, holder } of view.connectorsOverlapping(own)) {
    // Networks around it come first; those behind lie in it.
    if (range.prefixLength > own.prefixLength) return false;
    if (holder.organizationId === organizationId && holder.type === 'OnPremises') return true;
  }
  return false;
}
