/** Connectors in and out. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import type { ObjectId } from '../../base/id.ts';
import { SealBroken } from '../../base/secret-box.ts';
import { slices } from '../../base/slices.ts';
import { anyAddress, patchedLimits } from '../../directory/fields/values.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import { upstreamAuth } from '../../directory/kinds/upstream-sign-in.ts';
import type { InboundConnector, OutboundConnector } from '../../directory/objects.ts';
import { connectorWarningsInPieces } from '../../policy/changes/connector-warnings.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { PASSWORDS_END } from '../../policy/upstreams/password-command.ts';
import type { App } from '../http/fastify-app.ts';
import { changeDirectory, merged } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { followName } from '../changes/follow-name.ts';
import {
  makeInboundConnector,
  makeOutboundConnector,
  outboundClientSecret,
  outboundSecret,
} from '../changes/make-object.ts';
import { fileWarnings } from '../changes/named-files.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { changedSignIn, type ChangedSignIn } from '../changes/upstream-auth.ts';
import { viewOf } from '../http/views.ts';
import { retryWaiting } from '../changes/waiting-mail.ts';
import { refuseWhole } from '../changes/whole-check.ts';
import { collectionRoutes } from './collection.ts';
import { answers, itemAnswer, nameParams, organizationQuery } from './schemas.ts';
import { toldCure } from '../../texts/remedy.ts';

export function inboundConnectorRoutes(app: App, room: AdminContext): void {
  const { create, patch } = inboundConnectorForms;
  collectionRoutes(app, room, 'inbound-connector');
  const answer = async (connector: InboundConnector, warnings: readonly string[]) => {
    const view = room.directory.current;
    const more = await connectorWarningsInPieces(view, connector, room.gatewayAddresses(), slices(room.clock));
    return { item: viewOf(view, connector), warnings: [...warnings, ...more.map((warning) => warning.text)] };
  };
  app.post(
    '/inbound-connectors',
    {
      attachValidation: true,
      schema: {
        tags: ['inbound-connectors'],
        querystring: organizationQuery,
        body: create,
        response: answers(itemAnswer, 201),
      },
    },
    async (request, reply) => {
      const plan = (fields: z.output<typeof create>) => (view: DirectoryView) => {
        const organization = requireOrganization(view, request.query.organization);
        const object = makeInboundConnector(room.ids, organization.id, fields);
        return { edits: [{ verb: 'put' as const, object }], result: object };
      };
      const view = room.directory.current;
      refuseWhole(request.validationError, create, request.body, view, (some) => plan(some)(view).edits);
      const { result, warnings } = await changeDirectory(room, request.actor, plan(request.body));
      return reply.code(201).send(await answer(result, warnings));
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
        body: patch,
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const plan =
        ({ limits, ...fields }: z.output<typeof patch>) =>
        (view: DirectoryView) => {
          const present = findObject(view, 'inbound-connector', request.params.name, request.query.organization);
          const object: InboundConnector = {
            ...merged(present, fields),
            limits: patchedLimits(present.limits, limits ?? {}),
          };
          return { edits: [{ verb: 'put' as const, object }], result: object };
        };
      const view = room.directory.current;
      refuseWhole(request.validationError, patch, request.body, view, (some) => plan(some)(view).edits);
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
  const noteSecrets = async (
    actor: string,
    connector: OutboundConnector,
    { secrets }: ChangedSignIn,
  ): Promise<void> => {
    const values = [...secrets.values()];
    if (values.length === 0) return;
    room.upstreamSignIn?.forget(connector.id);
    await noteSecret(actor, connector, values.some((value) => value !== null) ? 'set' : 'deleted');
  };
  collectionRoutes(app, room, 'outbound-connector', {
    afterwards: async (connector) => {
      room.upstreamSignIn?.forget(connector.id);
      await room.secrets.delete(outboundSecret(connector.id));
      await room.secrets.delete(outboundClientSecret(connector.id));
    },
  });
  app.post(
    '/outbound-connectors',
    {
      schema: {
        tags: ['outbound-connectors'],
        querystring: organizationQuery,
        body: outboundConnectorForms.create.extend({ auth: upstreamAuth.nullable().default(null) }),
        response: answers(itemAnswer, 201),
      },
    },
    async (request, reply) => {
      const { auth: form, ...fields } = request.body;
      const id = room.ids.objectId();
      const signIn = changedSignIn({ id, name: fields.name, auth: null }, form);
      const { result, warnings } = await withSecrets(room, signIn.secrets, () =>
        changeDirectory(room, request.actor, (view) => {
          const organization = requireOrganization(view, request.query.organization);
          const connector: OutboundConnector = {
            ...makeOutboundConnector(room.ids, organization.id, fields),
            id,
            auth: signIn.auth,
          };
          return { edits: [{ verb: 'put', object: connector }], result: connector };
        }),
      );
      await noteSecrets(request.actor, result, signIn);
      const item = viewOf(room.directory.current, result);
      const more = [...signInWarnings(room, result), ...(await fileWarnings(result))];
      return await reply.code(201).send({ item, warnings: [...warnings, ...more] });
    },
  );
  app.patch(
    '/outbound-connectors/:name',
    {
      schema: {
        tags: ['outbound-connectors'],
        params: nameParams,
        querystring: organizationQuery,
        body: outboundConnectorForms.patch.extend({ auth: upstreamAuth.nullable().optional() }),
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const { auth: form, ...fields } = request.body;
      const target = findObject(
        room.directory.current,
        'outbound-connector',
        request.params.name,
        request.query.organization,
      );
      const signIn = changedSignIn(target, form);
      const { result, warnings } = await withSecrets(room, signIn.secrets, () =>
        changeDirectory(room, request.actor, (view) => {
          const present = findObject(view, 'outbound-connector', target.id, null);
          const object: OutboundConnector = { ...merged(present, fields), auth: changedSignIn(present, form).auth };
          return {
            edits: [{ verb: 'put' as const, object }, ...followName(view, 'failover', present, object.name)],
            result: object,
          };
        }),
      );
      await noteSecrets(request.actor, result, signIn);
      await retryWaiting(room, result, request.actor);
      const item = viewOf(room.directory.current, result);
      return { item, warnings: [...warnings, ...signInWarnings(room, result), ...(await fileWarnings(result))] };
    },
  );
  testRoute(app, room);
}

/** What is about to fail shows at once: a date that was typed wrong, passwords where they end. */
function signInWarnings({ clock }: AdminContext, { name, auth, service }: OutboundConnector): readonly string[] {
  if (service === 'microsoft365' && auth?.kind === 'password') return [`${name}: ${PASSWORDS_END}`];
  const expiresAt = auth?.kind === 'client-credentials' && auth.proof.kind === 'secret' ? auth.proof.expiresAt : null;
  if (expiresAt === null || expiresAt > clock.now()) return [];
  const day = new Date(expiresAt).toISOString().slice(0, 10);
  return [
    `The client secret of ${name} expired on ${day}: mail by it waits. ${toldCure({ act: 'correct-secret-date', name }).cure}`,
  ];
}

/**
 * New secrets first, so that a crash in between leaves no connector without one; a change that is refused gets the old ones back. What is
 * not needed any more goes last.
 */
async function withSecrets<Result>(
  room: AdminContext,
  secrets: ChangedSignIn['secrets'],
  change: () => Promise<Result>,
): Promise<Result> {
  const before = new Map<string, string | null>();
  try {
    for (const [name, value] of secrets) {
      if (value === null) continue;
      before.set(name, await readable(room, name));
      await room.secrets.put(name, value);
    }
    const result = await change();
    for (const [name, value] of secrets) if (value === null) await room.secrets.delete(name);
    return result;
  } catch (error) {
    for (const [name, value] of before)
      if (value === null) await room.secrets.delete(name);
      else await room.secrets.put(name, value);
    throw error;
  }
}

/** One that does not open with today's key is as good as none: it is about to be replaced. */
async function readable(room: AdminContext, name: string): Promise<string | null> {
  try {
    return await room.secrets.read(name);
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function testRoute(app: App, room: AdminContext): void {
  app.post(
    '/outbound-connectors/:name/test',
    {
      handlerTimeout: bounds.admin.connectorTest,
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
      const lastTest = {
        at: room.clock.now(),
        ok: result.ok,
        text: last?.text.slice(0, bounds.admin.testResult) ?? '',
      };
      await changeDirectory(room, request.actor, (latest) => {
        // It may have been deleted while the test ran.
        const present = latest.get('outbound-connector', connector.id);
        return { edits: present ? [{ verb: 'put', object: { ...present, lastTest } }] : [], result: null };
      });
      if (result.ok) await retryWaiting(room, connector, request.actor);
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
