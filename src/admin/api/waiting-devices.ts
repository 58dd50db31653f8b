/** What was seen of unknown devices: those that wait for approval, letting them in, leaving them out. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import { anyAddress, displayText, label } from '../../directory/fields/values.ts';
import { languages } from '../../mail/names.ts';
import type { Device, Organization } from '../../directory/objects.ts';
import type { Sighting } from '../../mail/sighting.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { canonicalAddress, coverage } from '../../mail/network/peer-address.ts';
import { proposeFor } from '../../policy/reasons/proposals.ts';
import { triedBy } from '../../policy/devices/sightings.ts';
import type { App } from '../http/fastify-app.ts';
import { type Approved, planApproval } from '../changes/approve-device.ts';
import { changeDirectory } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { findObject, organizationScope, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { viewOf } from '../http/views.ts';
import { answers, itemView, nameParams, organizationQuery } from './schemas.ts';
import { nextFields } from '../contracts/cures.ts';
import { toldNext } from '../http/told-next.ts';

const loose = z.looseObject({});
const approval = z.strictObject({
  name: label.optional(),
  place: displayText.optional(),
  owner: anyAddress.nullable().optional(),
  language: z.enum(languages).nullable().optional(),
  profile: label.optional(),
  connector: label.optional(),
  relay: z.boolean().optional(),
});

export function waitingDeviceRoutes(app: App, room: AdminContext): void {
  app.get(
    '/waiting-devices',
    {
      schema: {
        tags: ['devices'],
        description:
          'Unknown devices of listed networks that were refused; with all=true also ignored ones and those that were only seen',
        querystring: organizationQuery.extend({ all: z.enum(['true', 'false']).optional() }),
        response: answers(z.object({ items: z.array(loose) })),
      },
    },
    async (request) => {
      const view = room.directory.current;
      const scope = organizationScope(view, request.query.organization);
      const items = room.devices
        .strangers()
        .filter((sighting) => scope === null || ownerOf(view, sighting)?.id === scope.id)
        .filter(({ waiting }) => request.query.all === 'true' || waiting?.ignored === false)
        .toSorted((a, b) => b.lastSeen - a.lastSeen);
      return { items: items.map((sighting) => shownStranger(view, sighting)) };
    },
  );
  app.post(
    '/waiting-devices/:name/approve',
    {
      schema: {
        tags: ['devices'],
        description:
          'By address, name of a device record, or the name a waiting device greets with: makes the record and, where it lacks that, the right to relay from its address alone',
        params: nameParams,
        querystring: organizationQuery,
        body: approval,
        response: answers(
          z.object({
            item: itemView,
            connector: z.string().nullable(),
            done: z.array(z.string()),
            ...nextFields,
            warnings: z.array(z.string()),
          }),
        ),
      },
    },
    async (request) => {
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const plan = planApproval(
          view,
          room.ids,
          approvedBy(room, view, request.params.name, request.query.organization),
          request.body,
        );
        return { edits: plan.edits, result: plan };
      });
      return {
        item: shownDevice(room, room.directory.current, result.device),
        connector: result.connector?.name ?? null,
        done: result.done,
        ...toldNext(result.next),
        warnings,
      };
    },
  );
  app.post(
    '/waiting-devices/:name/ignore',
    {
      schema: {
        tags: ['devices'],
        params: nameParams,
        querystring: organizationQuery,
        response: answers(z.object({ address: z.string() })),
      },
    },
    async (request) => {
      const view = room.directory.current;
      const sighting = waitingNamed(room, view, request.params.name, request.query.organization);
      const [address = ''] = sighting?.addresses ?? [];
      if (sighting === null || !room.devices.ignore(address)) throw notWaiting(request.params.name);
      await room.store.directory.note({
        at: room.clock.now(),
        actor: request.actor,
        kind: 'device',
        id: address,
        name: address,
        before: null,
        after: 'ignored',
      });
      return { address };
    },
  );
}

/** A device as lists show it: what an administrator said of it, and what was seen. */
export const shownDevice = (room: AdminContext, view: DirectoryView, device: Device) => {
  const sighting = room.devices.of(device.id);
  return { ...viewOf(view, device), id: device.id, kind: device.kind, seen: sighting && shownSighting(view, sighting) };
};

function shownSighting(view: DirectoryView, { deviceId: _, waiting: __, ...sighting }: Sighting) {
  return { ...sighting, connector: view.get('inbound-connector', sighting.connectorId)?.name ?? null };
}

function shownStranger(view: DirectoryView, sighting: Sighting) {
  const { waiting } = sighting;
  return {
    address: sighting.addresses[0],
    organization: ownerOf(view, sighting)?.name ?? null,
    state: waiting === null ? 'seen' : waiting.ignored ? 'ignored' : 'waiting',
    waitingSince: waiting?.since ?? null,
    ...shownSighting(view, sighting),
    tried: triedBy(sighting),
    proposal: proposeFor(sighting),
  };
}

/** Whose affair it is: the waiting list's organization, else the connector's it comes by. */
function ownerOf(view: DirectoryView, { waiting, connectorId }: Sighting): Organization | null {
  const connector = view.get('inbound-connector', connectorId);
  return view.get('organization', waiting?.organizationId ?? connector?.organizationId ?? null);
}

/** What an administrator means: a device's name or id, an address, or the name that one waiting device greets with. */
function approvedBy(
  room: AdminContext,
  view: DirectoryView,
  name: string,
  organizationName: string | undefined,
): Approved {
  const sighting = waitingNamed(room, view, name, organizationName);
  if (sighting !== null) {
    const owner = organizationName === undefined ? ownerOf(view, sighting) : null;
    const organization = owner ?? requireOrganization(view, organizationName);
    return { organization, addresses: sighting.addresses.slice(0, 1), device: null, sighting };
  }
  const address = canonicalAddress(name);
  const isAddress = coverage(address, address) !== null;
  const device = isAddress ? view.deviceOf(address, null, null) : findObject(view, 'device', name, organizationName);
  if (device === null) {
    if (!isAddress || address.includes('/')) throw notWaiting(name);
    // Its session was seen by an administrator (watch, trace), if not kept: its network is no device network.
    return {
      organization: requireOrganization(view, organizationName),
      addresses: [address],
      device: null,
      sighting: null,
    };
  }
  const organization = findObject(view, 'organization', device.organizationId, null);
  const seen = room.devices.of(device.id);
  // A range is a decision of its own: only addresses that are named, or that were seen to be it, are let in.
  const single = isAddress ? [address] : device.addresses.filter((each) => !each.includes('/')).map(canonicalAddress);
  if (single.length === 0)
    throw new Problem('wrong-kind', `The device "${device.name}" has no single address; nothing was changed.`, {
      act: 'say-which-address',
    });
  return { organization, addresses: single, device, sighting: seen };
}

function waitingNamed(
  room: AdminContext,
  view: DirectoryView,
  name: string,
  organizationName: string | undefined,
): Sighting | null {
  const scope = organizationScope(view, organizationName ?? '*');
  const ours = room.devices
    .strangers()
    .filter((sighting) => scope === null || ownerOf(view, sighting)?.id === scope.id);
  const address = canonicalAddress(name);
  const byAddress = ours.find((sighting) => sighting.addresses[0] === address);
  if (byAddress !== undefined) return byAddress;
  const named = ours.filter(
    ({ helo, waiting }) => waiting !== null && helo !== null && helo.toLowerCase() === name.toLowerCase(),
  );
  if (named.length > 1)
    throw new Problem(
      'not-unique',
      `${named.length} waiting devices call themselves "${name.slice(0, bounds.admin.nameShown)}".`,
      `Say which by its address: ${named
        .map(({ addresses }) => addresses[0])
        .slice(0, 5)
        .join(', ')}.`,
    );
  return named[0] ?? null;
}

const notWaiting = (name: string): Problem =>
  new Problem('not-found', `Nothing of the name "${name.slice(0, bounds.admin.nameShown)}" waits, or was seen.`, {
    act: 'see-waiting-devices',
  });
