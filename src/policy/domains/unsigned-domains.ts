/** Domains whose mail goes out unsigned beside others of their organization that have a DKIM key: one that was forgotten, or lost its last one. Pure. */
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { FactAlarm } from '../../mail/alarm.ts';

/** One for each. An organization without any key has not begun, and a domain whose mailboxes are elsewhere is signed there. */
export function unsignedAlarms(view: DirectoryView): readonly FactAlarm<'dkim-unsigned'>[] {
  const keys = [...view.listOf('dkim-key')];
  const signing = new Set(keys.filter(({ state }) => state === 'active').map((key) => key.organizationId));
  if (signing.size === 0) return [];
  return (
    view.domains
      .filter(
        ({ organizationId, type, verified }) =>
          verified !== null && type === 'authoritative' && signing.has(organizationId),
      )
      // A key that is to come has an alarm of its own where its record is not published.
      .filter(({ organizationId, name }) =>
        view.dkimKeysOf(organizationId, name).every(({ state }) => state === 'retired'),
      )
      .map(({ id, name, organizationId }) => {
        const common = { key: `dkim-unsigned:${id}`, organizationId, subject: name, stage: 1 };
        return { ...common, kind: 'dkim-unsigned', facts: { domain: name } };
      })
  );
}
