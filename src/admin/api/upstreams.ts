/** What upstreams have beside other outbound connectors: a sign-in by code, and how they are. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import type { OutboundConnector } from '../../directory/objects.ts';
import { lanesOfConnector } from '../../mail/route.ts';
import type { App } from '../http/fastify-app.ts';
import type { AdminContext } from '../context.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { answers, nameParams, organizationQuery } from './schemas.ts';

const signInState = z.object({
  state: z.enum(['none', 'waiting', 'done', 'failed']),
  userCode: z.string().optional(),
  verificationUri: z.string().optional(),
  expiresAt: z.number().optional(),
  at: z.number().optional(),
  text: z.string().optional(),
});

const status = z.object({
  name: z.string(),
  enabled: z.boolean(),
  way: z.string(),
  signIn: z.string(),
  username: z.string().nullable(),
  tokenValidUntil: z.number().nullable(),
  secretExpiresAt: z.number().nullable(),
  lastTest: z.object({ at: z.number(), ok: z.boolean(), text: z.string() }).nullable(),
  waiting: z.number(),
  held: z.number(),
  trouble: z.string().nullable(),
  troubleSince: z.number().nullable(),
});

export function upstreamRoutes(app: App, room: AdminContext): void {
  app.post(
    '/outbound-connectors/:name/sign-in',
    {
      handlerTimeout: bounds.admin.signIn,
      schema: {
        tags: ['outbound-connectors'],
        description:
          'Begins a sign-in by code: show userCode and verificationUri to a person; GET tells how it goes on',
        params: nameParams,
        querystring: organizationQuery,
        response: answers(signInState),
      },
    },
    async (request) => {
      const connector = findObject(
        room.directory.current,
        'outbound-connector',
        request.params.name,
        request.query.organization,
      );
      if (connector.auth?.kind !== 'delegated')
        throw new Problem('wrong-kind', `${connector.name} does not sign in for a person.`, {
          act: 'sign-in-for-person',
          name: connector.name,
        });
      if (connector.auth.deviceEndpoint === null)
        throw new Problem('wrong-kind', `${connector.name} has no endpoint that gives codes.`, {
          act: 'give-refresh-token',
          name: connector.name,
        });
      const state = await desk(room).start(connector);
      if (state.state === 'failed')
        throw new Problem('provider-refused', state.text, 'Mend what the text says, then try it again.');
      return state;
    },
  );
  app.get(
    '/outbound-connectors/:name/sign-in',
    {
      schema: {
        tags: ['outbound-connectors'],
        description: 'How the sign-in by code goes',
        params: nameParams,
        querystring: organizationQuery,
        response: answers(signInState),
      },
    },
    async (request) => {
      const { id } = findObject(
        room.directory.current,
        'outbound-connector',
        request.params.name,
        request.query.organization,
      );
      return desk(room).state(id);
    },
  );
  app.get(
    '/upstreams/status',
    {
      schema: {
        tags: ['outbound-connectors'],
        description: 'Outbound connectors, and how each one is: sign-in, token, waiting mail, trouble',
        querystring: organizationQuery,
        response: answers(z.object({ items: z.array(status) })),
      },
    },
    async (request) => {
      const view = room.directory.current;
      const organization = requireOrganization(view, request.query.organization);
      const lanes = await room.store.spool.lanes();
      const troubles = new Map((room.upstreamStatus?.() ?? []).map((trouble) => [trouble.connectorId, trouble]));
      const items = view.outboundConnectors
        .filter((connector) => connector.organizationId === organization.id)
        .map((connector) => {
          const prefix = lanesOfConnector(connector.id);
          const own = lanes.filter(({ lane }) => lane.startsWith(prefix));
          const token = room.upstreamSignIn?.token(connector) ?? { validUntil: null, trouble: null };
          const trouble = troubles.get(connector.id);
          return {
            name: connector.name,
            enabled: connector.enabled,
            way: wayOf(connector),
            signIn: signInOf(connector),
            username: connector.auth?.username ?? null,
            tokenValidUntil: token.validUntil,
            secretExpiresAt:
              connector.auth?.kind === 'client-credentials' && connector.auth.proof.kind === 'secret'
                ? connector.auth.proof.expiresAt
                : null,
            lastTest: connector.lastTest,
            waiting: own.reduce((sum, lane) => sum + lane.waiting, 0),
            held: own.reduce((sum, lane) => sum + lane.held, 0),
            trouble: trouble?.text ?? token.trouble,
            troubleSince: trouble?.since ?? null,
          };
        });
      return { items };
    },
  );
}

function desk(room: AdminContext): NonNullable<AdminContext['upstreamSignIn']> {
  if (room.upstreamSignIn === undefined)
    throw new Problem('not-running-here', 'No mail goes out here.', 'Ask the server that delivers.');
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
