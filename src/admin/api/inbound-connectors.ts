/** Inbound connectors: which devices may relay. */
import { toldWarnings } from '../answers/told-next.ts';
import { slices } from '../../base/slices.ts';
import { patchedLimits } from '../../directory/fields/values.ts';
import type { InboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { connectorWarningsInPieces } from '../../policy/changes/connector-warnings.ts';
import { type Changed, changeDirectory, merged } from '../changes/change.ts';
import { makeInboundConnector } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { inboundConnectors } from '../contracts/connectors.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { type Asked, type ApiRoute, route } from '../http/route.ts';
import { collectionRoutes } from './collection.ts';
import { askedConnectors, shownConnector } from './shown-connector.ts';
import { lineOf } from '../../mail/lines/said.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids' | 'gatewayAddresses'>;

export const inboundConnectorRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, inboundConnectors, {
    show: (view, connector) => shownConnector(room, view, connector),
    sieve: (query, view, scope) => askedConnectors(room, query, view, scope),
    filter: ({ senderAddresses }, { address }) => address === undefined || senderAddresses.includes(address),
  }),
  create(room),
  change(room),
];

async function answer(room: Room, { result: connector, warnings, told }: Changed<InboundConnector>) {
  const view = room.directory.current;
  const more = await connectorWarningsInPieces(view, connector, room.gatewayAddresses(), slices(room.clock));
  return {
    item: await shownConnector(room, view, connector),
    ...toldWarnings([...warnings, ...more.map(lineOf)]),
    ...told,
  };
}

function create(room: Room): ApiRoute {
  type Create = Asked<typeof inboundConnectors.create>;
  const plan = (view: DirectoryView, body: Create['body'], { query }: Create) => {
    const object = makeInboundConnector(room.ids, requireOrganization(view, query.organization).id, body);
    return { edits: [{ verb: 'put' as const, object }], result: object };
  };
  return route(
    inboundConnectors.create,
    async (asked) => {
      return answer(room, await changeDirectory(room, asked.actor, (view) => plan(view, asked.body, asked)));
    },
    { edits: (body, asked, view) => plan(view, body, asked).edits },
  );
}

function change(room: Room): ApiRoute {
  type Change = Asked<typeof inboundConnectors.change>;
  const plan = (view: DirectoryView, { limits, ...fields }: Change['body'], { params, query }: Change) => {
    const present = findObject(view, 'inbound-connector', params.name, query.organization);
    const object: InboundConnector = {
      ...merged(present, fields),
      limits: patchedLimits(present.limits, limits ?? {}),
    };
    return { edits: [{ verb: 'put' as const, object }], result: object };
  };
  return route(
    inboundConnectors.change,
    async (asked) => {
      return answer(room, await changeDirectory(room, asked.actor, (view) => plan(view, asked.body, asked)));
    },
    { edits: (body, asked, view) => plan(view, body, asked).edits },
  );
}
