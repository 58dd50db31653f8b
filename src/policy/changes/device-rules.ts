/** Rules about devices, their profiles, and whatever is named by others in its organization. Pure. */
import type {
  Device,
  DeviceProfile,
  DirectoryObject,
  InboundConnector,
  OutboundConnector,
} from '../../directory/objects.ts';
import { parseRange } from '../../mail/network/address-ranges.ts';
import { isWide, strangersListed, weakInPublic } from './connector-warnings.ts';
import { isBuiltIn, profileNamed } from '../devices/device-profile.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { doubtful, type Finding, wrong } from './findings.ts';
import { thoseThere } from './those-there.ts';
import { say } from '../../texts/phrase.ts';

/** @param before as it is stored; null: it is new. */
export function deviceProblems(after: DirectoryView, device: Device, before: Device | null): readonly Finding[] {
  const problems: Finding[] = [...takenName(after, device)];
  if (device.profile !== null && profileNamed(after, device.organizationId, device.profile) === null)
    problems.push(noSuchProfile(after, device, 'profile', device.profile));
  if (device.addresses.length === 0 && device.logins.length === 0)
    problems.push(
      doubtful(
        'addresses',
        say`nothing tells this device from others`,
        'give its IP address, or the name it signs in with',
      ),
    );
  const profile = device.profile === null ? null : profileNamed(after, device.organizationId, device.profile);
  if (profile !== null) problems.push(...strangersListed('addresses', profile, device, before));
  const weakness = profile === null ? null : weakInPublic(profile, device.addresses);
  if (weakness !== null)
    problems.push(
      doubtful(
        'profile',
        say`the profile "${device.profile ?? ''}" ${weakness}`,
        'let the device send inside your network or through a VPN',
      ),
    );
  for (const address of device.addresses.filter(isWide))
    problems.push(
      doubtful('addresses', say`${address} is a wide network: all in it count as this device`, 'give its own address'),
    );
  for (const [index, address] of device.addresses.entries()) {
    const range = parseRange(address);
    const others = range === null ? [] : after.devicesAt(device.organizationId, range);
    const other = others.find((each) => each.id !== device.id);
    if (other)
      problems.push(
        wrong(
          `addresses.${index}`,
          say`${address} is the device "${other.name}"`,
          'an address is one device: change it there first',
        ),
      );
  }
  return problems;
}

export function deviceProfileProblems(after: DirectoryView, profile: DeviceProfile): readonly Finding[] {
  const problems: Finding[] = [...takenName(after, profile)];
  if (isBuiltIn(profile.name))
    problems.push(wrong('name', say`${profile.name} is a built-in profile`, 'choose another name'));
  if (profile.authBeforeTls)
    problems.push(
      doubtful(
        'authBeforeTls',
        say`passwords of its devices travel in clear text on your network`,
        'give such devices a credential of their own, and keep them in a network of their own',
      ),
    );
  return problems;
}

export const noSuchProfile = (
  view: DirectoryView,
  { organizationId }: Device | InboundConnector,
  path: string,
  name: string,
): Finding =>
  wrong(path, say`there is no device profile "${name}"`, thoseThere(view, 'device-profile', organizationId, name));

/** Objects that name another by its name, and would be left without it. */
export function namedBy(
  after: DirectoryView,
  object: Device | DeviceProfile | OutboundConnector,
): readonly DirectoryObject[] {
  const others = <Other extends { readonly id: unknown }>(all: Iterable<Other>): readonly Other[] =>
    [...all].filter((each) => each.id !== object.id);
  switch (object.kind) {
    case 'device':
    case 'outbound-connector':
      return others(after.outboundNamingObject(object.kind, object.organizationId, object.name));
    case 'device-profile':
      return others(after.namingProfile(object.organizationId, object.name));
  }
}

/** Another object of its kind in its organization has the name. */
export function takenName(
  after: DirectoryView,
  object: Device | DeviceProfile | InboundConnector | OutboundConnector,
): readonly Finding[] {
  const others = after.named(object.kind, object.organizationId, object.name);
  const taken = others.some((other) => other.id !== object.id);
  if (!taken) return [];
  return [
    wrong('name', thereAlready[object.kind](object.name), {
      act: 'change-that-one',
      kind: object.kind,
      name: object.name,
    }),
  ];
}

const thereAlready = {
  device: (name: string) => say`there is a device "${name}" already`,
  'device-profile': (name: string) => say`there is a profile "${name}" already`,
  'inbound-connector': (name: string) => say`there is a connector "${name}" already`,
  'outbound-connector': (name: string) => say`there is an outbound connector "${name}" already`,
};
