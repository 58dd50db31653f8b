/** The facts that a domain's records are judged by, as settings and directory have them. Pure. */
import type { AcceptedDomain } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Resolver } from '../../dns/resolver.ts';
import { mxName } from '../../policy/domains/domain-records.ts';
import { strangersWay } from '../../policy/domains/strangers-way.ts';
import type { DomainFacts } from './records.ts';

interface Parts {
  readonly resolver: Resolver;
  readonly settings: Pick<DomainFacts, 'hostName' | 'serviceHost' | 'egressAddresses'>;
}

export function domainFacts({ resolver, settings }: Parts, view: DirectoryView, domain: AcceptedDomain): DomainFacts {
  const { hostName, serviceHost, egressAddresses } = settings;
  return {
    ...{ resolver, hostName, serviceHost, egressAddresses },
    mxName: mxName(domain.name, serviceHost),
    upstream: strangersWay(view, domain),
    selectors: view.dkimKeysOf(domain.organizationId, domain.name).map(({ selector }) => selector),
  };
}
