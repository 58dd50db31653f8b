/** Connectors in and out. */
import { z } from 'zod';
import type { ObjectId } from '../../base/id.ts';
import { anyAddress, patchedLimits } from '../../config/directory-fields.ts';
import {
  inboundConnectorCreate,
  inboundConnectorPatch,
  outboundAuth,
  outboundConnectorCreate,
  outboundConnectorPatch,
} from '../../config/directory-schema.ts';
import type { InboundConnector, OutboundConnector } from '../../mail/directory.ts';
import { laneOf } from '../../mail/route.ts';
import { connectorWarnings } from '../../policy/connector-warnings.ts';
import type { DirectoryView } from '../../policy/directory-view.ts';
import type { App } from '../app.ts';
import { changeDirectory, merged } from '../change.ts';
import type { AdminContext } from '../context.ts';
import { makeInboundConnector, makeOutboundConnector, outboundSecret } from '../make-object.ts';
import { findObject, requireOrganization } from '../naming.ts';
import { Problem } from '../problem.ts';
import { viewOf } from '../views.ts';
import { refuseWhole } from '../whole-check.ts';
import { collectionRoutes } from './collection.ts';
import { answers, itemAnswer, nameParams, organizationQuery } from './schemas.ts';

/** A test speaks to several hosts in turn, each with SMTP's own patience. */
const TEST_MS = 180_000;

export function inboundConnectorRoutes(app: App, room: AdminContext): void {
  collectionRoutes(app, room, 'inbound-connector');
  const answer = (connector: InboundConnector, warnings: readonly string[]) => {
    const view = room.directory.current;
    const more = connectorWarnings(view, connector, room.gatewayAddresses()).map((warning) => warning.text);
    return { item: viewOf(view, connector), warnings: [...warnings, ...more] };
  };
  app.post(
    '/inbound-connectors',
    {
      attachValidation: true,
      schema: {
        tags: ['inbound-connectors'],
        querystring: organizationQuery,
        body: inboundConnectorCreate,
        response: answers(itemAnswer, 201),
      },
    },
    async (request, reply) => {
      const plan = (fields: z.output<typeof inboundConnectorCreate>) => (view: DirectoryView) => {
        const organization = requireOrganization(view, request.query.organization);
        const object = makeInboundConnector(room.ids, organization.id, fields);
        return { edits: [{ verb: 'put' as const, object }], result: object };
      };
      const view = room.directory.current;
      refuseWhole(
        request.validationError,
        inboundConnectorCreate,
        request.body,
        view,
        (some) => plan(some)(view).edits,
      );
      const { result, warnings } = await changeDirectory(room, request.actor, plan(request.body));
      return reply.code(201).send(answer(result, warnings));
    },
  );
  app.patch(
    '/inbound-connectors/:name',
    {
      attachValidation: true,
      schema: {
        tags: ['inbound-connectors'],
        params: nameParams,
        querystring: organizationQuery,
        body: inboundConnectorPatch,
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const plan =
        ({ limits, ...fields }: z.output<typeof inboundConnectorPatch>) =>
        (view: DirectoryView) => {
          const present = findObject(view, 'inbound-connector', request.params.name, request.query.organization);
          const object: InboundConnector = {
            ...merged(present, fields),
            limits: patchedLimits(present.limits, limits ?? {}),
          };
          return { edits: [{ verb: 'put' as const, object }], result: object };
        };
      const view = room.directory.current;
      refuseWhole(request.validationError, inboundConnectorPatch, request.body, view, (some) => plan(some)(view).edits);
      const { result, warnings } = await changeDirectory(room, request.actor, plan(request.body));
      return answer(result, warnings);
    },
  );
}

export function outboundConnectorRoutes(app: App, room: AdminContext): void {
  const noteSecret = (actor: string, connector: OutboundConnector, act: 'set' | 'deleted'): Promise<void> =>
    room.store.directory.note({
      at: room.clock.now(),
      actor,
      kind: 'secret',
      id: outboundSecret(connector.id),
      name: `outbound:${connector.name}`,
      before: null,
      after: act,
    });
  collectionRoutes(app, room, 'outbound-connector', {
    afterwards: (connector) => room.secrets.delete(outboundSecret(connector.id)),
  });
  app.post(
    '/outbound-connectors',
    {
      schema: {
        tags: ['outbound-connectors'],
        querystring: organizationQuery,
        body: outboundConnectorCreate.extend({ auth: outboundAuth.nullable().default(null) }),
        response: answers(itemAnswer, 201),
      },
    },
    async (request, reply) => {
      const { auth, ...fields } = request.body;
      const id = room.ids.objectId();
      // The secret first: a connector that names one finds it.
      if (auth !== null) await room.secrets.put(outboundSecret(id), auth.password);
      try {
        const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
          const organization = requireOrganization(view, request.query.organization);
          const connector: OutboundConnector = {
            ...makeOutboundConnector(room.ids, organization.id, fields),
            id,
            auth:
              auth === null ? null : { kind: 'password', username: auth.username, passwordSecret: outboundSecret(id) },
          };
          return { edits: [{ verb: 'put', object: connector }], result: connector };
        });
        if (auth !== null) await noteSecret(request.actor, result, 'set');
        return await reply.code(201).send({ item: viewOf(room.directory.current, result), warnings });
      } catch (error) {
        if (auth !== null && room.directory.current.get('outbound-connector', id) === null)
          await room.secrets.delete(outboundSecret(id));
        throw error;
      }
    },
  );
  app.patch(
    '/outbound-connectors/:name',
    {
      schema: {
        tags: ['outbound-connectors'],
        params: nameParams,
        querystring: organizationQuery,
        body: outboundConnectorPatch.extend({ auth: outboundAuth.partial().nullable().optional() }),
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const { auth, ...fields } = request.body;
      const target = findObject(
        room.directory.current,
        'outbound-connector',
        request.params.name,
        request.query.organization,
      );
      const plan = (view: DirectoryView) => {
        const present = findObject(view, 'outbound-connector', target.id, null);
        const object: OutboundConnector = { ...merged(present, fields), auth: patchedAuth(present, auth) };
        return { edits: [{ verb: 'put' as const, object }], result: object };
      };
      const change = () => changeDirectory(room, request.actor, plan);
      const { result, warnings } =
        auth?.password === undefined ? await change() : await withSecret(room, target, auth.password, change);
      if (auth?.password !== undefined) await noteSecret(request.actor, result, 'set');
      else if (auth === null && target.auth !== null) {
        await room.secrets.delete(outboundSecret(result.id));
        await noteSecret(request.actor, result, 'deleted');
      }
      // What waits for the old way is tried the new one now, not at its next turn.
      await room.steering.retryNow(
        { lanePrefix: laneOf({ kind: 'connector', connectorId: result.id, domain: '' }), held: false },
        request.actor,
      );
      return { item: viewOf(room.directory.current, result), warnings };
    },
  );
  testRoute(app, room);
}

/** The secret first, so that a crash in between leaves no connector without one; a change that is refused gets the old one back. */
async function withSecret<Result>(
  room: AdminContext,
  connector: OutboundConnector,
  password: string,
  change: () => Promise<Result>,
): Promise<Result> {
  const name = outboundSecret(connector.id);
  const before = await room.secrets.read(name);
  await room.secrets.put(name, password);
  try {
    return await change();
  } catch (error) {
    if (before === null) await room.secrets.delete(name);
    else await room.secrets.put(name, before);
    throw error;
  }
}

function patchedAuth(
  present: OutboundConnector,
  patch: { username?: string | undefined; password?: string | undefined } | null | undefined,
): OutboundConnector['auth'] {
  if (patch === undefined) return present.auth;
  if (patch === null) return null;
  const username = patch.username ?? present.auth?.username;
  if (username === undefined || (present.auth === null && patch.password === undefined))
    throw new Problem(
      400,
      'A sign-in needs user name and password.',
      `Give both (auth.username and auth.password): doorpost connector set-outbound ${JSON.stringify(present.name)} --username <login> --password-stdin`,
    );
  return { kind: 'password', username, passwordSecret: outboundSecret(present.id) };
}

function testRoute(app: App, room: AdminContext): void {
  app.post(
    '/outbound-connectors/:name/test',
    {
      handlerTimeout: TEST_MS,
      schema: {
        tags: ['outbound-connectors'],
        description: 'Really connects and sends a test message; result and time are kept in lastTest',
        params: nameParams,
        querystring: organizationQuery,
        body: z.strictObject({ to: anyAddress, from: anyAddress.optional() }),
        response: answers(
          z.object({
            ok: z.boolean(),
            steps: z.array(z.object({ step: z.string(), ok: z.boolean(), text: z.string() })),
          }),
        ),
      },
    },
    async (request) => {
      const view = room.directory.current;
      const connector = findObject(view, 'outbound-connector', request.params.name, request.query.organization);
      const result = await room.testConnector(connector, {
        from: request.body.from ?? testSender(room, connector.organizationId),
        to: request.body.to,
      });
      const last = result.steps.findLast((step) => !step.ok) ?? result.steps.at(-1);
      const lastTest = { at: room.clock.now(), ok: result.ok, text: last?.text.slice(0, 500) ?? '' };
      await changeDirectory(room, request.actor, (latest) => {
        // It may have been deleted while the test ran.
        const present = latest.get('outbound-connector', connector.id);
        return { edits: present ? [{ verb: 'put', object: { ...present, lastTest } }] : [], result: null };
      });
      return result;
    },
  );
}

function testSender(room: AdminContext, organizationId: ObjectId): string {
  const domain = room.directory.current.domains.find(
    (each) => each.organizationId === organizationId && each.verified !== null,
  );
  return `postmaster@${domain?.name ?? room.settings.hostName}`;
}
