/** Help with one device: the values to set in it, what another profile would have done, and what a rewriting makes of its mail. */
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import type { SessionId } from '../../base/id.ts';
import type { Device, InboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import type { Sighting } from '../../mail/sighting.ts';
import { profileFor, profileNamed } from '../../policy/devices/device-profile.ts';
import { signsIn } from '../../policy/devices/device-state.ts';
import { isCovered, rightsToGive } from '../../policy/devices/devices-without-right.ts';
import { isHabit, isTolerated } from '../../policy/devices/habits.ts';
import { type PreviewedRefusal, refusalUnder } from '../../policy/devices/profile-preview.ts';
import { settingsInDevice } from '../../policy/devices/settings-in-device.ts';
import { previewRewriting } from '../../policy/routing/rewriting-preview.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { TraceRow } from '../../store/store.ts';
import { toldCure } from '../../texts/remedy.ts';
import type { AdminContext } from '../context.ts';
import { deviceHelp } from '../contracts/device-help.ts';
import { findObject } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { toldNext } from '../answers/told-next.ts';

type Room = Pick<AdminContext, 'directory' | 'devices' | 'store' | 'settings'>;

export const deviceHelpRoutes = (room: Room): readonly ApiRoute[] => [settings(room), preview(room), rewriting];

const settings = (room: Room): ApiRoute =>
  route(deviceHelp.settings, ({ params, query }) => {
    const view = room.directory.current;
    const device = findObject(view, 'device', params.name, query.organization);
    const { act: _, ...values } = settingsInDevice(view, device, signInOf(room, view, device), room.settings);
    const [credential] = values.login === null ? [] : view.credentialsFor(values.login);
    return {
      device: device.name,
      place: device.place,
      organization: view.get('organization', device.organizationId)?.name ?? null,
      ...values,
      from: view.get('mailbox', credential?.mailboxId ?? null)?.address ?? null,
      domains: view.domains
        .filter((each) => each.organizationId === device.organizationId && each.verified !== null)
        .slice(0, bounds.admin.domainsTold)
        .map(({ name }) => name),
      ...toldNext(rightsToGive(view, [device]).map(toldCure)),
    };
  });

/** null: it relays by its address. */
function signInOf({ devices }: Room, view: DirectoryView, device: Device): Pick<Sighting, 'listener' | 'login'> | null {
  const seen = devices.of(device.id);
  const relays =
    device.logins.length === 0 && device.addresses.some((each) => isCovered(view, device.organizationId, each));
  return relays || !signsIn(device, seen) ? null : (seen ?? { login: null });
}

const preview = (room: Room): ApiRoute =>
  route(deviceHelp.preview, async ({ params, query, body }) => {
    const view = room.directory.current;
    const device = findObject(view, 'device', params.name, query.organization);
    const seen = room.devices.of(device.id);
    const { name, traits } = profileMeant(view, device, seen, body.profile);
    const refusals = await lastRefusals(room, device, seen, traits);
    return {
      profile: name,
      letIn: refusals.filter(({ outcome }) => outcome === 'let-in').length,
      refusals: refusals.map((each) => ({ ...each, still: [...each.still] })),
      still: (seen?.habits ?? []).filter(isHabit).filter((habit) => !isTolerated(habit, traits)),
    };
  });

function profileMeant(view: DirectoryView, device: Device, seen: Sighting | null, name: string | null) {
  const connector = view.get('inbound-connector', seen?.connectorId ?? null);
  if (name === null) return { name: connector?.profile ?? 'strict', traits: ofConnector(view, connector) };
  const traits = profileNamed(view, device.organizationId, name);
  if (traits === null)
    throw new Problem(
      'refers-to-nothing',
      { what: 'profile', name: name.slice(0, bounds.admin.nameShown) },
      { act: 'see-all', of: 'profiles' },
    );
  return { name, traits };
}

const ofConnector = (view: DirectoryView, connector: InboundConnector | null): ProfileTraits =>
  profileFor(view, null, connector);

/** The newest first. Those of when it was a stranger are found by its address. */
async function lastRefusals(
  { store }: Room,
  device: Device,
  seen: Sighting | null,
  traits: ProfileTraits,
): Promise<readonly PreviewedRefusal[]> {
  const search = { status: ['Rejected', 'No mail'] as const, limit: bounds.admin.page };
  const organizationIds = [device.organizationId];
  const { id, addresses, logins } = device;
  const pages = await Promise.all([
    store.trace.search({ ...search, organizationIds, device: { id, addresses, logins } }),
    ...(seen?.addresses ?? [])
      .slice(0, 2)
      .map((clientAddress) => store.trace.search({ ...search, organizationIds, clientAddress })),
  ]);
  const isIts = ({ deviceId = null }: TraceRow): boolean => deviceId === null || deviceId === id;
  const rows = pages.flatMap(({ rows: found }) => found.filter(isIts)).toSorted((a, b) => b.at - a.at);
  const sessions = [...new Set(rows.flatMap(({ sessionId }): SessionId[] => (sessionId === null ? [] : [sessionId])))];
  const found: PreviewedRefusal[] = [];
  for (const session of sessions.slice(0, bounds.admin.previewedRefusals)) {
    const record = await store.trace.session(session);
    const refusal = record && refusalUnder(record, traits);
    if (refusal !== null) found.push(refusal);
  }
  return found;
}

const rewriting: ApiRoute = route(deviceHelp.rewriting, ({ body }) => {
  const { envelopeSender, from, sender, replyTo, to, subject } = body.sample;
  const parsed = parseMailbox(envelopeSender, { smtputf8: true });
  const fields = given({ From: from, Sender: sender, 'Reply-To': replyTo, To: to, Subject: subject });
  const rows = previewRewriting(body.rewriting, { reversePath: parsed.ok ? parsed.address : null, fields });
  return { rows: rows.map((row) => ({ ...row })) };
});
