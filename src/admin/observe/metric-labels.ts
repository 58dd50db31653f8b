/**
 * The labels by which mail is told apart in metrics: the way it leaves, the upstream and the organization by the names that administrators
 * gave them. Never a word of a stranger, and never more than a bound: what comes beyond it is counted as `other`.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Lane } from '../../mail/route.ts';

/** Of a destination. Empty, as Prometheus has it: there is none. */
export interface DestinationLabels {
  readonly way: string;
  readonly upstream: string;
  readonly organization: string;
}

const OTHER = 'other';

export class MetricLabels {
  /** Pairs of upstream and organization that have series; they have them as long as this process lives. */
  readonly #known = new Set<string>();

  organization(view: DirectoryView, id: ObjectId | null): string {
    return this.#bounded('', view.get('organization', id)?.name ?? '').organization;
  }

  /** @param sender the organization that the mail is of; that of the upstream or mailbox goes before it. */
  destination(view: DirectoryView, lane: Lane, sender: ObjectId | null = null): DestinationLabels {
    const [kind = '', id = ''] = lane.split(':', 2);
    const named = (owner: ObjectId | null | undefined): string => view.get('organization', owner ?? sender)?.name ?? '';
    switch (kind) {
      case 'connector': {
        const connector = view.get('outbound-connector', id as ObjectId);
        const way = connector === null ? OTHER : WAYS[connector.route.kind];
        return { way, ...this.#bounded(connector?.name ?? OTHER, named(connector?.organizationId)) };
      }
      case 'mailbox':
        return { way: kind, ...this.#bounded('', named(view.get('mailbox', id as ObjectId)?.organizationId)) };
      case 'group':
        return { way: kind, ...this.#bounded('', named(view.get('group', id as ObjectId)?.organizationId)) };
      case 'mx':
      case 'capture':
      case 'none':
        return { way: kind, ...this.#bounded('', named(null)) };
      default:
        return { way: OTHER, ...this.#bounded('', named(null)) };
    }
  }

  #bounded(upstream: string, organization: string): Omit<DestinationLabels, 'way'> {
    const pair = `${upstream}\n${organization}`;
    if (!this.#known.has(pair)) {
      if (this.#known.size >= bounds.admin.labelled)
        return { upstream: upstream === '' ? '' : OTHER, organization: organization === '' ? '' : OTHER };
      this.#known.add(pair);
    }
    return { upstream, organization };
  }
}

const WAYS = { 'smart-hosts': 'smart-host', mx: 'mx', graph: 'graph' } as const;
