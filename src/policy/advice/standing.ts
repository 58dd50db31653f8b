/** An advice beside what is set up here already: steps that are done, and what would have mail refused all the same. Pure. */
import type { Organization } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Remedy, Warning } from '../../mail/remedy.ts';
import { toldCure } from '../../texts/remedy.ts';
import { honoursDmarc } from '../routing/honours-dmarc.ts';
import type { Advice } from './common.ts';
import type { Situation } from './situation.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';

export interface Standing {
  /** Whether it is there, for each step on Doorpost; null: that cannot be told. */
  readonly done: readonly (boolean | null)[];
  readonly warnings: readonly Warning[];
}

/** @param owner whose domain it is to be; null: whoever has it. */
export function standingOf(
  view: DirectoryView,
  owner: Organization | null,
  { here }: Pick<Advice, 'here'>,
  { domain: name }: Pick<Situation, 'domain'>,
): Standing {
  const domain = owner === null ? (view.domainsNamed(name)[0] ?? null) : view.ownDomain(owner.id, name);
  const organization = owner ?? view.get('organization', domain?.organizationId ?? null);
  const leadsToMicrosoft = view.outboundConnectors.some(
    ({ organizationId, enabled, service }) =>
      enabled && service === 'microsoft365' && organizationId === organization?.id,
  );
  const isDone = ({ act }: Remedy): boolean | null => {
    if (act === 'take-domain') return domain !== null;
    if (act === 'prove-domain') return domain !== null && domain.verified !== null;
    return act === 'send-by-connector' || act === 'send-by-mailbox' ? leadsToMicrosoft : null;
  };
  const warnings: Warning[] = [];
  const goesOn = here.some(({ act }) => act === 'take-domain');
  if (goesOn && domain?.type === 'authoritative')
    warnings.push({
      ...told(
        say`the domain ${name} is authoritative here: mail to everybody whose mailbox is at Microsoft 365 is refused as to an unknown recipient (550 5.1.1)`,
      ),
      ...toldCure({ act: 'keep-or-relay-domain', domain: name }),
    });
  if (goesOn && organization !== null && !honoursDmarc(organization))
    warnings.push({
      ...told(
        say`the organization ${organization.name} only observes DMARC: a domain whose mail goes on to another system is refused as long as that is so`,
      ),
      ...toldCure({ act: 'honour-dmarc', organization: organization.name }),
    });
  return { done: here.map(isDone), warnings };
}
