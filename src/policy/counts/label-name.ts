/** The name of what is counted by an id (`mail/doors/series.ts`), as it is called today. Pure. */
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { SeriesOf } from '../../mail/doors/series.ts';

/** null: it went, or it has none. */
export function labelName(view: DirectoryView, by: SeriesOf, label: string): string | null {
  switch (by) {
    case 'connector':
      return view.get('inbound-connector', label as ObjectId)?.name ?? null;
    case 'device':
      return view.get('device', label as ObjectId)?.name ?? null;
    case 'sign-in':
      return view.get('mailbox', label.split(' ', 1)[0] as ObjectId)?.address ?? null;
    case 'upstream': {
      const [kind, id = ''] = label.split(':');
      return kind === 'connector' ? (view.get('outbound-connector', id as ObjectId)?.name ?? null) : null;
    }
    default:
      return null;
  }
}
