/** DKIM keys as answers show them: with the record to publish, and how it stands in DNS. */
import { dkimKeyName } from '../../directory/dkim-keys.ts';
import type { DkimKey } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { KEPT_BEHIND_MS, usedFrom } from '../../policy/domains/dkim-health.ts';
import { keyRecordText, zoneFileText } from '../../screening/dkim/key-record.ts';
import { withOrganization } from '../answers/views.ts';
import type { AdminContext } from '../context.ts';

type Room = Pick<AdminContext, 'dkimChecks'>;

export function shownDkimKey(room: Room, view: DirectoryView, key: DkimKey) {
  const name = dkimKeyName(key);
  const value = keyRecordText(key);
  return {
    ...withOrganization(view, key),
    name,
    record: { type: 'TXT' as const, name, value, zone: `${name}. 3600 IN TXT ${zoneFileText(value)}` },
    published: room.dkimChecks?.of(key.id) ?? null,
    nextAt: nextAt(room, view, key),
  };
}

function nextAt({ dkimChecks }: Room, view: DirectoryView, key: DkimKey): number | null {
  if (key.state === 'active') return null;
  if (key.state === 'retired') return key.since + KEPT_BEHIND_MS;
  const keys = view.dkimKeysOf(key.organizationId, key.domain);
  return usedFrom(key, keys, ({ id }) => dkimChecks?.of(id) ?? null);
}
