/** Domains: added, proven, and what to publish for them. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import { domainForms } from '../../directory/kinds/domain.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import { domainRecords, type DomainRecords, type ServiceFacts } from '../../policy/domains/domain-records.ts';
import { spfIncludes, strangersWay } from '../../policy/domains/strangers-way.ts';
import type { App } from '../http/fastify-app.ts';
import { changeDirectory, merged } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { verifyDomain } from '../changes/domain-verification.ts';
import { makeDomain } from '../changes/make-object.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { viewOf } from '../http/views.ts';
import { collectionRoutes } from './collection.ts';
import { answers, itemAnswer, itemView, nameParams, organizationQuery } from './schemas.ts';
import { cureFields } from '../contracts/cures.ts';

const trust = z.boolean().default(false).meta({ description: 'Verified without proof; over the local socket only' });
const verifyBody = z.strictObject({ trust }).prefault({});
const recordsAnswer = z.object({
  mxName: z.string(),
  submissionName: z.string(),
  records: z.array(z.object({ type: z.string(), name: z.string(), value: z.string(), why: z.string() })),
  devices: z.array(z.object({ way: z.string(), settings: z.array(z.tuple([z.string(), z.string()])) })),
});
const verifyAnswer = z.object({
  verified: z.boolean(),
  stays: z
    .string()
    .nullable()
    .meta({ description: 'How it was verified before: a domain that was proven once stays so. null: it was not' }),
  steps: z.array(
    z.object({
      server: z.string(),
      serverAddress: z.string(),
      question: z.string(),
      answer: z.string(),
      verdict: z.string(),
      cure: cureFields.cure.optional(),
      remedy: cureFields.remedy,
    }),
  ),
});

export function domainRoutes(app: App, room: AdminContext): void {
  collectionRoutes(app, room, 'domain');
  app.post(
    '/domains',
    {
      schema: {
        tags: ['domains'],
        querystring: organizationQuery,
        body: domainForms.create.extend({ trust }),
        response: answers(z.object({ item: itemView, records: recordsAnswer, warnings: z.array(z.string()) }), 201),
      },
    },
    async (request, reply) => {
      const { trust: trusted, ...fields } = request.body;
      if (trusted) requireLocal(request.isLocal, fields.name);
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const organization = requireOrganization(view, request.query.organization);
        const domain: AcceptedDomain = {
          ...makeDomain(room.ids, room.random, organization.id, fields),
          verified: trusted ? { at: room.clock.now(), method: 'trusted' } : null,
        };
        return { edits: [{ verb: 'put', object: domain }], result: domain };
      });
      return reply.code(201).send({
        item: viewOf(room.directory.current, result),
        records: await recordsOf(room, result),
        warnings,
      });
    },
  );
  app.patch(
    '/domains/:name',
    {
      schema: {
        tags: ['domains'],
        params: nameParams,
        querystring: organizationQuery,
        body: domainForms.patch,
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const object = merged(
          findObject(view, 'domain', request.params.name, request.query.organization),
          request.body,
        );
        return { edits: [{ verb: 'put', object }], result: object };
      });
      return { item: viewOf(room.directory.current, result), warnings };
    },
  );
  app.post(
    '/domains/:name/verify',
    {
      schema: {
        tags: ['domains'],
        description: 'Asks each authoritative name server and shows what it answered',
        params: nameParams,
        querystring: organizationQuery,
        body: verifyBody,
        response: answers(verifyAnswer),
      },
    },
    async (request) => {
      const domain = findObject(room.directory.current, 'domain', request.params.name, request.query.organization);
      if (request.body.trust) {
        requireLocal(request.isLocal, domain.name);
        await markVerified(room, request.actor, domain, 'trusted');
        return { verified: true, stays: null, steps: [] };
      }
      const { verified, steps } = await verifyDomain(
        domain.name,
        domain.verificationToken,
        room.settings.serviceHost,
        room.resolver,
        room.clock,
      );
      // A domain that was proven once stays so: a lost record must not stop mail.
      if (verified !== null && domain.verified === null) await markVerified(room, request.actor, domain, verified);
      return { verified: verified !== null, stays: domain.verified?.method ?? null, steps };
    },
  );
  app.get(
    '/domains/:name/records',
    {
      schema: {
        tags: ['domains'],
        params: nameParams,
        querystring: organizationQuery,
        response: answers(recordsAnswer),
      },
    },
    async (request) =>
      recordsOf(room, findObject(room.directory.current, 'domain', request.params.name, request.query.organization)),
  );
}

async function markVerified(
  room: AdminContext,
  actor: string,
  domain: AcceptedDomain,
  method: 'txt' | 'mx' | 'trusted',
): Promise<void> {
  await changeDirectory(room, actor, (view) => {
    const present = findObject(view, 'domain', domain.id, null);
    const object: AcceptedDomain = { ...present, verified: { at: room.clock.now(), method } };
    return { edits: [{ verb: 'put', object }], result: null };
  });
}

function requireLocal(isLocal: boolean, domain: string): void {
  if (!isLocal)
    throw new Problem('local-only', 'Trusting a domain without proof is for the local administrator only.', {
      act: 'trust-domain-on-server',
      domain,
    });
}

async function recordsOf(room: AdminContext, domain: AcceptedDomain): Promise<DomainRecords> {
  const patience = new AbortController();
  const timer = room.clock.timer(bounds.admin.lookUp, () => patience.abort());
  try {
    const txt = await room.resolver.txt(domain.name, patience.signal);
    const spf = txt.kind === 'found' ? txt.records.filter((record) => /^v=spf1(?: |$)/iu.test(record)) : null;
    const includes = spfIncludes(strangersWay(room.directory.current, domain));
    return domainRecords(domain, serviceFacts(room), spf, includes);
  } finally {
    timer.cancel();
    patience.abort();
  }
}

function serviceFacts({ settings }: AdminContext): ServiceFacts {
  const portOf = (role: string): number | null => settings.listeners.find((each) => each.role === role)?.port ?? null;
  return {
    hostName: settings.hostName,
    serviceHost: settings.serviceHost,
    submissionHost: settings.submissionHost,
    ports: { relay: portOf('relay'), submission: portOf('submission'), submissions: portOf('submissions') },
    egressAddresses: settings.egressAddresses,
  };
}
