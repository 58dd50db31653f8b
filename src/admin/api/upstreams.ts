/** Routes that upstreams have beside other outbound connectors: a sign-in by code, and how they are. */
import { bounds } from '../../base/bounds.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { lanesOfConnector } from '../../mail/route.ts';
import type { LaneCount } from '../../store/store.ts';
import type { AdminContext, ConnectorTrouble } from '../context.ts';
import { outboundConnectors } from '../contracts/connectors.ts';
import { listAnswer } from '../http/list-answer.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = Pick<AdminContext, 'directory' | 'store' | 'clock' | 'upstreamSignIn' | 'upstreamStatus'>;

export const upstreamRoutes = (room: Room): readonly ApiRoute[] => [
  beginSignIn(room),
  route(outboundConnectors.signInState, ({ params, query }) => {
    const { id } = findObject(room.directory.current, 'outbound-connector', params.name, query.organization);
    return desk(room).state(id);
  }),
  listStatus(room),
];

const beginSignIn = (room: Room): ApiRoute =>
  route(
    outboundConnectors.signIn,
    async ({ params, query }) => {
      const connector = findObject(room.directory.current, 'outbound-connector', params.name, query.organization);
      if (connector.auth?.kind !== 'delegated')
        throw new Problem(
          'wrong-kind',
          { why: 'no-person', name: connector.name },
          { act: 'sign-in-for-person', name: connector.name },
        );
      if (connector.auth.deviceEndpoint === null)
        throw new Problem(
          'wrong-kind',
          { why: 'no-codes', name: connector.name },
          { act: 'give-refresh-token', name: connector.name },
        );
      const state = await desk(room).start(connector);
      if (state.state === 'failed')
        throw new Problem('provider-refused', { said: state.text }, 'Mend what the text says, then try it again.');
      return state;
    },
    { handlerTimeout: bounds.admin.signIn },
  );

const listStatus = (room: Room): ApiRoute =>
  route(outboundConnectors.status, async ({ query }) => {
    const view = room.directory.current;
    const organization = requireOrganization(view, query.organization);
    const waiting = waitingBy(await room.store.spool.lanes());
    const troubles = new Map((room.upstreamStatus?.() ?? []).map((trouble) => [trouble.connectorId, trouble]));
    const listed = {
      pieces: view.listOf('outbound-connector').pieces(),
      isWanted: ({ organizationId }: OutboundConnector) => organizationId === organization.id,
      order: [({ name }: OutboundConnector) => name.toLowerCase()],
      show: (one: OutboundConnector) => statusOf(room, one, waiting, troubles.get(one.id)),
    };
    return listAnswer(room.clock, listed, query);
  });

interface Waiting {
  readonly waiting: number;
  readonly held: number;
}

/** By how the names of a connector's lanes begin: one look at the lanes, however many connectors there are. */
function waitingBy(lanes: readonly LaneCount[]): ReadonlyMap<string, Waiting> {
  const found = new Map<string, Waiting>();
  for (const { lane, waiting, held } of lanes) {
    const [kind, id] = lane.split(':', 2);
    const beginning = `${kind}:${id}:`;
    const before = found.get(beginning);
    found.set(beginning, { waiting: (before?.waiting ?? 0) + waiting, held: (before?.held ?? 0) + held });
  }
  return found;
}

function statusOf(
  room: Room,
  connector: OutboundConnector,
  waiting: ReadonlyMap<string, Waiting>,
  trouble: ConnectorTrouble | undefined,
) {
  const token = room.upstreamSignIn?.token(connector) ?? { validUntil: null, trouble: null };
  const { auth } = connector;
  return {
    name: connector.name,
    enabled: connector.enabled,
    way: wayOf(connector),
    signIn: signInOf(connector),
    username: auth?.username ?? null,
    tokenValidUntil: token.validUntil,
    secretExpiresAt: auth?.kind === 'client-credentials' && auth.proof.kind === 'secret' ? auth.proof.expiresAt : null,
    lastTest: connector.lastTest,
    ...(waiting.get(lanesOfConnector(connector.id)) ?? { waiting: 0, held: 0 }),
    trouble: trouble?.text ?? token.trouble,
    troubleSince: trouble?.since ?? null,
  };
}

function desk(room: Room): NonNullable<AdminContext['upstreamSignIn']> {
  if (room.upstreamSignIn === undefined)
    throw new Problem('not-running-here', { room: 'deliver' }, 'Ask the server that delivers.');
  return room.upstreamSignIn;
}

function wayOf({ route }: OutboundConnector): string {
  switch (route.kind) {
    case 'mx':
      return 'MX';
    case 'graph':
      return `Graph ${new URL(route.endpoint).host} as ${route.user}`;
    case 'smart-hosts':
      return route.hosts
        .map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`))
        .join(', ');
  }
}

function signInOf({ auth, clientCertificate }: OutboundConnector): string {
  switch (auth?.kind) {
    case 'password':
      return 'password';
    case 'client-credentials':
      return auth.proof.kind === 'secret' ? 'application, secret' : 'application, certificate';
    case 'delegated':
      return 'delegated';
    default:
      return clientCertificate === null ? 'none' : 'client certificate';
  }
}
