/** Domains as answers show them: what an administrator said of one, and how it stood in DNS. */
import type { AcceptedDomain } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { type DomainHealth, type DomainRecordCheck, domainRecordNames } from '../../mail/doors/domain-health.ts';
import { mxName } from '../../policy/domains/domain-records.ts';
import { domainState } from '../../policy/domains/domain-health.ts';
import { recordCure, recordText } from '../../texts/en/domains.ts';
import { toldCure } from '../../texts/remedy.ts';
import type { Sentences } from '../../texts/sentences.ts';
import type { AdminContext } from '../context.ts';
import { withOrganization } from '../answers/views.ts';

export type CheckedRoom = Pick<AdminContext, 'domainChecks' | 'settings'>;

export const healthOf = ({ domainChecks }: Pick<CheckedRoom, 'domainChecks'>, { id }: AcceptedDomain) =>
  domainChecks?.of(id) ?? null;

export function shownDomain(room: Pick<CheckedRoom, 'domainChecks'>, view: DirectoryView, domain: AcceptedDomain) {
  const health = healthOf(room, domain);
  return {
    ...withOrganization(view, domain),
    state: domainState(domain, health),
    health: health && shownHealth(health),
  };
}

const shownHealth = ({ checkedAt, records }: DomainHealth) => ({
  checkedAt,
  records: domainRecordNames.map((record) => ({ record, ...records[record] })),
});

export function shownRecord(
  { settings }: CheckedRoom,
  domain: AcceptedDomain,
  check: DomainRecordCheck,
  sentences: Sentences,
) {
  const own = domain.type === 'internal-relay' ? null : mxName(domain.name, settings.serviceHost);
  const what = recordCure(check, { domain: domain.name, mxName: own });
  const { cure = null, remedy = null } = what === null ? {} : toldCure(what);
  return {
    ...check,
    finding: check.finding.kind,
    text: recordText(check, sentences),
    seen: [...check.seen],
    servers: check.servers.map((server) => ({ ...server, seen: [...server.seen] })),
    simulations: [...check.simulations],
    cure,
    remedy,
  };
}
