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
    const { way, upstream = '', owner } = placeOf(view, kind, id as ObjectId);
    return { way, ...this.#bounded(upstream, view.get('organization', owner ?? sender)?.name ?? '') };
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

interface Place {
  readonly way: string;
  readonly upstream?: string;
  readonly owner: ObjectId | null;
}

function placeOf(view: DirectoryView, kind: string, id: ObjectId): Place {
  switch (kind) {
    case 'connector': {
      const connector = view.get('outbound-connector', id);
      if (connector === null) return { way: OTHER, upstream: OTHER, owner: null };
      return { way: WAYS[connector.route.kind], upstream: connector.name, owner: connector.organizationId };
    }
    case 'mailbox':
    case 'group':
      return { way: kind, owner: view.get(kind, id)?.organizationId ?? null };
    default:
      return { way: OTHERS.has(kind) ? kind : OTHER, owner: null };
  }
}

const OTHERS: ReadonlySet<string> = new Set(['mx', 'capture', 'none', 'no-upstream', 'quarantine']);
/** Ways that are an organization's own, without an upstream. */
export const OWNED_WAYS = ['mailbox', 'group'] as const;
/** By the route of an outbound connector. */
export const WAYS = { 'smart-hosts': 'smart-host', mx: 'mx', graph: 'graph' } as const;
