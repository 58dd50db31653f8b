/**
 * Which profile holds for a peer before it has said whose mail it brings: by its device, else by a connector that covers its address or its
 * certificate. On the submission ports a connector gives no right, but its profile all the same. Who is listed nowhere is a stranger,
 * and strict holds. Pure.
 */
import type { Device, ProfileTraits } from '../mail/device.ts';
import type { ConnectorMatch } from './connector-match.ts';
import { profileFor, strict } from './device-profile.ts';
import type { DirectoryView } from './directory-view.ts';

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
