/** Routes that upstreams have beside other outbound connectors: a sign-in by code, and how they are. */
import { bounds } from '../../base/bounds.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { UpstreamUse } from '../../mail/doors/upstreams.ts';
import { upstreamPreset, type UpstreamPreset, type UpstreamWay, upstreamWays } from '../../policy/upstreams/presets.ts';
import type { AdminContext } from '../context.ts';
import { outboundConnectors } from '../contracts/connectors.ts';
import type { AnswerOf } from '../contracts/operation.ts';
import { etagOf } from '../answers/etag.ts';
import { listAnswer } from '../answers/list-answer.ts';
import { findObject, isIn, organizationScope } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { type KnownUpstream, lookAtUpstreams } from '../observe/upstreams-look.ts';

type Room = Pick<
  AdminContext,
  'directory' | 'store' | 'clock' | 'secrets' | 'upstreamSignIn' | 'upstreamStatus' | 'upstreamUses'
>;
type Status = AnswerOf<typeof outboundConnectors.status>['items'][number];
type Kind = AnswerOf<typeof outboundConnectors.kinds>['items'][number];

export const upstreamRoutes = (room: Room): readonly ApiRoute[] => [
  beginSignIn(room),
  route(outboundConnectors.signInState, ({ params, query }) => {
    const { id } = findObject(room.directory.current, 'outbound-connector', params.name, query.organization);
    return desk(room).state(id);
  }),
  listStatus(room),
  route(outboundConnectors.kinds, ({ query: { cloud } }) => ({
    items: upstreamWays.map((kind) => kindOf(kind, upstreamPreset(kind, cloud, ''))),
  })),
];

function kindOf(kind: UpstreamWay, preset: UpstreamPreset): Kind {
  const { service, route: way, hostExample = null, port, tls, pace, signsIn, oauth } = preset;
  return { kind, service, route: presetRoute(way), hostExample, port, tls, pace, signsIn, oauth };
}

/** Whose mailbox sends by Graph is not preset. */
function presetRoute(way: UpstreamPreset['route']): Kind['route'] {
  switch (way?.kind) {
    case 'graph':
      return { kind: way.kind, endpoint: way.endpoint };
    case 'smart-hosts':
      return { kind: way.kind, hosts: [...way.hosts] };
    default:
      return way ?? null;
  }
}

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
    const scope = organizationScope(view, query.organization);
    const look = await lookAtUpstreams(room, scope === null ? null : [scope.id]);
    const listed = {
      pieces: view.listOf('outbound-connector').pieces(),
      isWanted: (one: OutboundConnector) => isIn(one, scope),
      order: [({ name }: OutboundConnector) => name.toLowerCase(), ({ id }: OutboundConnector) => id],
      show: (one: OutboundConnector) => statusOf(view, one, look(one)),
    };
    return listAnswer(room.clock, listed, query);
  });

function statusOf(view: DirectoryView, connector: OutboundConnector, known: KnownUpstream): Status {
  const { id, name, organizationId, enabled, service, auth, failover, lastTest } = connector;
  const { state, trouble, token, use, waiting, held } = known;
  return {
    ...{ id, name, organizationId, organization: view.get('organization', organizationId)?.name ?? null },
    etag: etagOf(connector),
    ...{ enabled, state, way: wayOf(connector), nextHops: nextHopsOf(connector), service },
    ...{ signIn: signInOf(connector), username: auth?.username ?? null },
    byCode: auth?.kind === 'delegated' && auth.deviceEndpoint !== null,
    tokenValidUntil: token.validUntil,
    secretExpiresAt: secretExpiryOf(auth),
    ...{ lastTest, waiting, held },
    pace: paceOf(connector, use),
    ...timesOf(use),
    deliveredLastDay: known.deliveredLastDay,
    ...{ failover: [...failover], activeFailover: known.standsIn },
    trouble: trouble?.text ?? token.trouble?.text ?? null,
    troubleSince: trouble?.since ?? null,
    lastError: lastErrorOf(known),
  };
}

const secretExpiryOf = (auth: OutboundConnector['auth']): number | null =>
  auth?.kind === 'client-credentials' && auth.proof.kind === 'secret' ? auth.proof.expiresAt : null;

const timesOf = (use: UpstreamUse | null): Pick<Status, 'pausedUntil' | 'lastAcceptedAt'> => ({
  pausedUntil: use?.pausedUntil ?? null,
  lastAcceptedAt: use?.lastTakenAt ?? null,
});

function paceOf({ pace }: OutboundConnector, use: UpstreamUse | null): Status['pace'] {
  if (pace === null || use === null) return null;
  const { lastMinute, lastDay, now, atOnce } = use;
  return { ...pace, lastMinute, lastDay, now, atOnce: atOnce ?? pace.concurrent };
}

function lastErrorOf({ trouble, token }: KnownUpstream): Status['lastError'] {
  const told = trouble ?? token.trouble;
  return told && { ...told.met, ...told.helps };
}

function desk(room: Pick<Room, 'upstreamSignIn'>): NonNullable<AdminContext['upstreamSignIn']> {
  if (room.upstreamSignIn === undefined)
    throw new Problem('not-running-here', { room: 'deliver' }, 'Ask the server that delivers.');
  return room.upstreamSignIn;
}

const nextHopsOf = ({ route }: OutboundConnector): string[] => {
  if (route.kind === 'graph') return [new URL(route.endpoint).host];
  return route.kind === 'mx' ? [] : [...new Set(route.hosts.map(({ host }) => host))];
};

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
