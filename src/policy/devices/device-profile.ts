/** The built-in device profiles, and which profile holds for a peer. Pure. */
import { own } from '../../base/own.ts';
import { isDeepStrictEqual } from 'node:util';
import type { ObjectId } from '../../base/id.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import type { Device, InboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

/** Nothing beyond the standards: what holds on the public way in, always. */
export const strict: ProfileTraits = {
  tlsMinimum: 'TLSv1.2',
  oldCiphers: false,
  authMechanisms: ['PLAIN', 'LOGIN'],
  authBeforeTls: false,
  hello: 'strict',
  addresses: 'strict',
  lineEnds: 'reject',
  longLines: 'reject',
  tlsOnClearPort: 'refuse',
  earlyContent: 'refuse',
  rawHeaders: 'keep',
  removeBcc: false,
};

/** Odd grammar is read and repaired; TLS and sign-in stay as they should be. */
export const tolerant: ProfileTraits = {
  ...strict,
  authMechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
  hello: 'any',
  addresses: 'lenient',
  lineEnds: 'normalize',
  longLines: 'wrap',
  earlyContent: 'take',
  rawHeaders: 'encode',
  removeBcc: true,
};

/** For what is ten or twenty years old: also LF as its only line end, TLS 1.0 with its ciphers, TLS where none belongs, and a password in clear text. */
export const legacy: ProfileTraits = {
  ...tolerant,
  lineEnds: 'lf',
  tlsMinimum: 'TLSv1',
  oldCiphers: true,
  authBeforeTls: true,
  tlsOnClearPort: 'serve',
};

/** It allows nothing that strangers may not do. */
export const isStrict = (traits: ProfileTraits): boolean =>
  (Object.keys(strict) as (keyof ProfileTraits)[]).every((trait) => isDeepStrictEqual(traits[trait], strict[trait]));

export const builtInProfiles: Readonly<Record<string, ProfileTraits>> = { strict, tolerant, legacy };

export const isBuiltIn = (name: string): boolean => own(builtInProfiles, name.toLowerCase()) !== undefined;

/** By name, without case: a built-in one, or one of the organization's own. null: there is none of that name. */
export function profileNamed(view: DirectoryView, organizationId: ObjectId, name: string): ProfileTraits | null {
  return own(builtInProfiles, name.toLowerCase()) ?? view.named('device-profile', organizationId, name)[0] ?? null;
}

/** The profile of a peer that an administrator listed: the device's own profile before its connector's; without either, strict. */
export function profileFor(
  view: DirectoryView,
  device: Device | null,
  connector: InboundConnector | null,
): ProfileTraits {
  const named = device?.profile == null ? null : profileNamed(view, device.organizationId, device.profile);
  const found = named ?? (connector === null ? null : profileNamed(view, connector.organizationId, connector.profile));
  const traits = found ?? strict;
  return connector?.bareLineFeed === 'normalize' && traits.lineEnds === 'reject'
    ? { ...traits, lineEnds: 'normalize' }
    : traits;
}
