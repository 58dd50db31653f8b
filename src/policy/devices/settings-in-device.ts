/** The values that a device has to be set to, so that it may send: server, port, TLS and sign-in. Pure. */
import type { ListenerSettings, Settings } from '../../config/settings.ts';
import type { Device } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { RightRemedy } from '../../mail/remedies/right.ts';
import type { Sighting } from '../../mail/sighting.ts';
import { profileFor } from './device-profile.ts';

/** Of the settings, what devices are told about this server. */
export type OwnService = Pick<Settings, 'hostName' | 'submissionHost' | 'listeners'>;

type SetInDevice = Extract<RightRemedy, { act: 'set-in-device' }>;

/** @param sighting of a device that is to sign in, at the port it came to; null: it relays by its address. */
export function settingsInDevice(
  view: DirectoryView,
  device: Device,
  sighting: Pick<Sighting, 'listener' | 'login'> | null,
  { hostName, submissionHost, listeners }: OwnService,
): SetInDevice {
  const { role, port } =
    listenerFor(listeners, sighting === null ? ['relay'] : ['submission', 'submissions'], sighting?.listener) ?? RELAY;
  return {
    act: 'set-in-device',
    server: role === 'relay' ? hostName : submissionHost,
    port,
    tls: tlsAt(role, sighting === null || profileFor(view, device, null).authBeforeTls),
    ...(sighting === null ? { signIn: 'none', login: null } : signInAs(view, device.logins[0] ?? sighting.login)),
  };
}

const RELAY = { role: 'relay', port: 25 } as const;

/** The one it came to, where that is still there. */
const listenerFor = (
  listeners: readonly ListenerSettings[],
  roles: readonly ListenerSettings['role'][],
  cameTo: string | undefined,
): ListenerSettings | undefined =>
  listeners.find(({ name }) => name === cameTo) ?? listeners.find(({ role }) => roles.includes(role));

function tlsAt(role: ListenerSettings['role'], clearTextTaken: boolean): SetInDevice['tls'] {
  if (role === 'submissions') return 'from-the-first-byte';
  return clearTextTaken ? 'as-it-likes' : 'starttls';
}

/** A name that nobody has here is none that it could sign in with. */
const signInAs = (view: DirectoryView, login: string | null): Pick<SetInDevice, 'signIn' | 'login'> =>
  login !== null && view.credentialsFor(login).length > 0
    ? { signIn: 'named', login }
    : { signIn: 'mailbox', login: null };
