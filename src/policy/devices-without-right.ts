/**
 * A device's record gives no right: which devices no connector lets relay yet, and what would. Pure. One that is known by the name it
 * signs in with needs no connector, and is left out.
 */
import { bounds } from '../base/bounds.ts';
import type { Device } from '../mail/device.ts';
import { type AddressRange, contains, parseRange, rangeKey } from './address-ranges.ts';
import type { DirectoryView } from './directory-view.ts';
import { shellWord } from './shell-word.ts';

/** What is left to do, one sentence each; empty: all of them may send. */
export function rightsToGive(view: DirectoryView, devices: readonly Device[]): readonly string[] {
  const covered = relayed(view);
  const without = devices.flatMap((device) => {
    if (device.logins.length > 0) return [];
    const theirs = covered.get(device.organizationId);
    const open = device.addresses.filter((address) => theirs === undefined || !isCovered(address, theirs));
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

/** What connectors of one organization cover. Thousands of devices have a connector each: their addresses are looked up, networks are few. */
interface Covered {
  readonly addresses: Set<string>;
  readonly networks: AddressRange[];
}

function relayed(view: DirectoryView): ReadonlyMap<string, Covered> {
  const covered = new Map<string, Covered>();
  for (const { enabled, type, organizationId, senderAddresses } of view.inboundConnectors) {
    if (!enabled || type !== 'OnPremises') continue;
    const known = covered.get(organizationId) ?? { addresses: new Set(), networks: [] };
    covered.set(organizationId, known);
    for (const text of senderAddresses) {
      const range = parseRange(text);
      if (range === null) continue;
      if (range.first === range.last) known.addresses.add(rangeKey(text));
      else known.networks.push(range);
    }
  }
  return covered;
}

function isCovered(address: string, { addresses, networks }: Covered): boolean {
  if (addresses.has(rangeKey(address))) return true;
  const own = parseRange(address);
  return own === null || networks.some((network) => contains(network, own));
}
