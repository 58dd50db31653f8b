/** Domains: added, proven, and what to publish for them. */
import { toldWarnings } from '../answers/told-next.ts';
import { bounds } from '../../base/bounds.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import { dkimKeyName } from '../../directory/dkim-keys.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { keyRecordText } from '../../screening/dkim/key-record.ts';
import { domainRecords, type DomainRecords, type ServiceFacts } from '../../policy/domains/domain-records.ts';
import { domainState } from '../../policy/domains/domain-health.ts';
import { dmarcRecord, judgeTlsReports, spfRecords } from '../../policy/domains/judge-records.ts';
import { spfIncludes, strangersWay } from '../../policy/domains/strangers-way.ts';
import { changeDirectory, merged } from '../changes/change.ts';
import { verifyDomain } from '../changes/domain-verification.ts';
import { makeDomain } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { domains } from '../contracts/domains.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { collectionRoutes } from './collection.ts';
import { domainCheckRoutes, markVerified } from './domain-checks.ts';
import { healthOf, shownDomain } from './shown-domain.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids' | 'random' | 'settings' | 'resolver' | 'domainChecks' | 'log'>;

export const domainRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, domains, {
    show: (view, domain) => shownDomain(room, view, domain),
    // Its keys sign nothing without it.
    alongside: (view, { organizationId, name }) =>
      view.dkimKeysOf(organizationId, name).map(({ kind, id }) => ({ verb: 'delete', kind, id })),
    filter: (domain, { state }) => state === undefined || domainState(domain, healthOf(room, domain)) === state,
  }),
  ...domainCheckRoutes(room, async (domain) => (await recordsOf(room, domain)).records),
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
      item: shownDomain(room, room.directory.current, result),
      records: await recordsOf(room, result),
      ...toldWarnings(warnings),
    };
  });

const change = (room: Room): ApiRoute =>
  route(domains.change, async ({ body, params, query, actor }) => {
    const { result, warnings, told } = await changeDirectory(room, actor, (view) => {
      const object: AcceptedDomain = merged(findObject(view, 'domain', params.name, query.organization), body);
      return { edits: [{ verb: 'put', object }], result: object };
    });
    return { item: shownDomain(room, room.directory.current, result), ...toldWarnings(warnings), ...told };
  });

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

function requireLocal(isLocal: boolean, domain: string): void {
  if (!isLocal)
    throw new Problem('local-only', { what: 'trust-domain', domain }, { act: 'trust-domain-on-server', domain });
}

async function recordsOf(room: Room, domain: AcceptedDomain): Promise<DomainRecords> {
  const patience = new AbortController();
  const timer = room.clock.timer(bounds.admin.lookUp, () => patience.abort());
  try {
    const [txt, dmarc, reports] = await Promise.all([
      room.resolver.txt(domain.name, patience.signal),
      room.resolver.txt(`_dmarc.${domain.name}`, patience.signal),
      room.resolver.txt(`_smtp._tls.${domain.name}`, patience.signal),
    ]);
    const spf = txt.kind === 'found' ? spfRecords(txt) : null;
    const includes = spfIncludes(strangersWay(room.directory.current, domain));
    return domainRecords(
      domain,
      serviceFacts(room),
      spf,
      includes,
      { dmarc: dmarcRecord(dmarc) !== null, tlsReports: judgeTlsReports(reports).finding.kind === 'reports-wanted' },
      dkimRecordsOf(room.directory.current, domain),
    );
  } finally {
    timer.cancel();
    patience.abort();
  }
}

/** Of keys that sign its mail, or will: those that were taken back stand in DNS until they are removed. */
const dkimRecordsOf = (view: DirectoryView, { organizationId, name }: AcceptedDomain) =>
  view
    .dkimKeysOf(organizationId, name)
    .filter(({ state }) => state !== 'retired')
    .map((key) => ({ name: dkimKeyName(key), value: keyRecordText(key) }));

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
