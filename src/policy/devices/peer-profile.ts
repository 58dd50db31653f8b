/**
 * Which profile holds for a peer before it has said whose mail it brings: by its device, else by a connector that covers its address or its
 * certificate. On the submission ports a connector gives no right, but its profile all the same. Who is listed nowhere is a stranger,
 * and strict holds. Pure.
 */
import type { ProfileTraits } from '../../mail/device.ts';
import type { Device } from '../../directory/objects.ts';
import { type ConnectorMatch, matchingConnectors } from '../ingress/connector-match.ts';
import { profileFor, strict } from './device-profile.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

/**
 * @param matches the connectors the peer fits equally well. Of several the first one that is not strict: at MAIL it is known which
 * one is meant.
 */
export function peerProfile(
  view: DirectoryView,
  device: Device | null,
  matches: readonly ConnectorMatch[],
): ProfileTraits {
  for (const { connector } of matches) {
    const traits = profileFor(view, device, connector);
    if (traits !== strict) return traits;
  }
  return profileFor(view, device, null);
}

/** Before anything was said, not even in TLS: by the address alone. */
export function addressProfile(view: DirectoryView, address: string): ProfileTraits {
  const peer = { address, certificate: null, tls: false };
  return peerProfile(view, view.deviceOf(address, null, null), matchingConnectors(view, peer));
}

/** The demands that TLS is served with. */
export type TlsDemands = Pick<ProfileTraits, 'tlsMinimum' | 'oldCiphers'>;

export const tlsClass = ({ tlsMinimum, oldCiphers }: TlsDemands): string => `${tlsMinimum}${oldCiphers ? ' old' : ''}`;

/** Such devices often take RSA certificates only. */
export const isOldTls = ({ tlsMinimum, oldCiphers }: TlsDemands): boolean =>
  oldCiphers || tlsMinimum !== strict.tlsMinimum;

/** Every kind of TLS that somebody listed may ask for, by its class; that of strangers among them. */
export function tlsClasses(view: DirectoryView): ReadonlyMap<string, TlsDemands> {
  const classes = new Map<string, TlsDemands>([[tlsClass(strict), strict]]);
  const add = (traits: ProfileTraits): void => void classes.set(tlsClass(traits), traits);
  for (const one of view.profilesInUse())
    add(one.kind === 'device' ? profileFor(view, one, null) : profileFor(view, null, one));
  return classes;
}
