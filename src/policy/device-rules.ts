/** Rules about devices, their profiles, and whatever is named by others in its organization. Pure. */
import type { Device, DeviceProfile } from '../mail/device.ts';
import type { DirectoryObject, InboundConnector, OutboundConnector } from '../mail/directory.ts';
import { isWide, strangersListed, weakInPublic } from './connector-warnings.ts';
import { isBuiltIn, profileNamed } from './device-profile.ts';
import type { DirectoryView } from './directory-view.ts';
import { doubtful, type Finding, wrong } from './findings.ts';
import { ruleIndex } from './rule-index.ts';

/** @param before as it is stored; null: it is new. */
export function deviceProblems(after: DirectoryView, device: Device, before: Device | null): readonly Finding[] {
  const problems: Finding[] = [...takenName(after, device, 'device')];
  if (device.profile !== null && profileNamed(after, device.organizationId, device.profile) === null)
    problems.push(noSuchProfile('profile', device.profile));
  if (device.addresses.length === 0 && device.logins.length === 0)
    problems.push(
      doubtful(
        'addresses',
        'nothing tells this device from others',
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
        `the profile "${device.profile}" ${weakness}`,
        'let the device send inside your network or through a VPN',
      ),
    );
  for (const address of device.addresses.filter(isWide))
    problems.push(
      doubtful('addresses', `${address} is a wide network: all in it count as this device`, 'give its own address'),
    );
  for (const [index, address] of device.addresses.entries()) {
    const other = ruleIndex(after)
      .devicesAt(device.organizationId, address)
      .find((each) => each.id !== device.id);
    if (other)
      problems.push(
        wrong(
          `addresses.${index}`,
          `${address} is the device "${other.name}"`,
          'an address is one device: change it there first',
        ),
      );
  }
  return problems;
}

export function deviceProfileProblems(after: DirectoryView, profile: DeviceProfile): readonly Finding[] {
  const problems: Finding[] = [...takenName(after, profile, 'profile')];
  if (isBuiltIn(profile.name))
    problems.push(wrong('name', `${profile.name} is a built-in profile`, 'choose another name'));
  if (profile.authBeforeTls)
    problems.push(
      doubtful(
        'authBeforeTls',
        'passwords of its devices travel in clear text on your network',
        'give such devices a credential of their own, and keep them in a network of their own',
      ),
    );
  return problems;
}

export const noSuchProfile = (path: string, name: string): Finding =>
  wrong(
    path,
    `there is no device profile "${name}"`,
    'doorpost profile list shows them; built in are strict, tolerant and legacy',
  );

/** What names an object by its name, and would be left without it. */
export function namedBy(
  after: DirectoryView,
  object: Device | DeviceProfile | OutboundConnector,
): readonly DirectoryObject[] {
  const name = object.name.toLowerCase();
  const isIt = (each: string): boolean => each.toLowerCase() === name;
  const ours = <Other extends { readonly organizationId: unknown; readonly id: unknown }>(all: readonly Other[]) =>
    all.filter((each) => each.organizationId === object.organizationId && each.id !== object.id);
  switch (object.kind) {
    case 'device':
      return ours(after.outboundConnectors).filter((connector) => connector.devices.some(isIt));
    case 'device-profile':
      return [
        ...ours(after.devices).filter((device) => device.profile !== null && isIt(device.profile)),
        ...ours(after.inboundConnectors).filter((connector) => isIt(connector.profile)),
      ];
    case 'outbound-connector':
      return ours(after.outboundConnectors).filter((connector) => connector.failover.some(isIt));
  }
}

/** Another object of its kind in its organization has the name. `noun`: what a person calls such an object. */
export function takenName(
  after: DirectoryView,
  object: Device | DeviceProfile | InboundConnector | OutboundConnector,
  noun: string,
): readonly Finding[] {
  const others = ruleIndex(after).named(object.kind, object.organizationId, object.name);
  const taken = others.some((other) => other.id !== object.id);
  return taken ? [wrong('name', `there is a ${noun} "${object.name}" already`, 'choose another name')] : [];
}
