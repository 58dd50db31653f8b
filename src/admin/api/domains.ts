/** Domains: added, proven, and what to publish for them. */
import { toldWarnings } from '../http/told-next.ts';
import { bounds } from '../../base/bounds.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import { domainRecords, type DomainRecords, type ServiceFacts } from '../../policy/domains/domain-records.ts';
import { spfIncludes, strangersWay } from '../../policy/domains/strangers-way.ts';
import { changeDirectory, merged } from '../changes/change.ts';
import { verifyDomain } from '../changes/domain-verification.ts';
import { makeDomain } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { domains } from '../contracts/domains.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { viewOf } from '../http/views.ts';
import { putItem } from './changed-item.ts';
import { collectionRoutes } from './collection.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids' | 'random' | 'settings' | 'resolver'>;

export const domainRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, domains, { show: viewOf<'domain'> }),
  create(room),
  change(room),
  verify(room),
  route(domains.records, ({ params, query }) =>
    recordsOf(room, findObject(room.directory.current, 'domain', params.name, query.organization)),
  ),
];

const create = (room: Room): ApiRoute =>
  route(domains.create, async ({ body, query, actor, isLocal }) => {
    const { trust: trusted, ...fields } = body;
    if (trusted) requireLocal(isLocal, fields.name);
    const { result, warnings } = await changeDirectory(room, actor, (view) => {
      const organization = requireOrganization(view, query.organization);
      const domain: AcceptedDomain = {
        ...makeDomain(room.ids, room.random, organization.id, fields),
        verified: trusted ? { at: room.clock.now(), method: 'trusted' } : null,
      };
      return { edits: [{ verb: 'put', object: domain }], result: domain };
    });
    return {
      item: viewOf(room.directory.current, result),
      records: await recordsOf(room, result),
      ...toldWarnings(warnings),
    };
  });

const change = (room: Room): ApiRoute =>
  route(domains.change, ({ body, params, query, actor }) =>
    putItem<'domain'>(room, actor, (view) => merged(findObject(view, 'domain', params.name, query.organization), body)),
  );

const verify = (room: Room): ApiRoute =>
  route(domains.verify, async ({ body, params, query, actor, isLocal }) => {
    const domain = findObject(room.directory.current, 'domain', params.name, query.organization);
    if (body.trust) {
      requireLocal(isLocal, domain.name);
      await markVerified(room, actor, domain, 'trusted');
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
    if (verified !== null && domain.verified === null) await markVerified(room, actor, domain, verified);
    return { verified: verified !== null, stays: domain.verified?.method ?? null, steps };
  });

async function markVerified(
  room: Room,
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
    throw new Problem('local-only', { what: 'trust-domain', domain }, { act: 'trust-domain-on-server', domain });
}

async function recordsOf(room: Room, domain: AcceptedDomain): Promise<DomainRecords> {
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

function serviceFacts({ settings }: Room): ServiceFacts {
  const portOf = (role: string): number | null => settings.listeners.find((each) => each.role === role)?.port ?? null;
  return {
    hostName: settings.hostName,
    serviceHost: settings.serviceHost,
    submissionHost: settings.submissionHost,
    ports: { relay: portOf('relay'), submission: portOf('submission'), submissions: portOf('submissions') },
    egressAddresses: settings.egressAddresses,
  };
}
