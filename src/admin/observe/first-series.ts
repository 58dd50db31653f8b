/**
 * Series that stand at 0 before anything is counted in them. A rate is made of differences: what a series has when it is first scraped is in
 * none of them, so the first refusals of a kind, the first failures at a destination would be on no board and raise no alert.
 */
import type { Counter } from '@prometheus-io/client';
import { bounds } from '../../base/bounds.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { alarmKinds } from '../../mail/alarm.ts';
import { ingresses } from '../../mail/delivery.ts';
import { reasonKinds } from '../../mail/reason.ts';
import type { Histogram } from './histogram.ts';
import { type DestinationLabels, type MetricLabels, OWNED_WAYS, WAYS } from './metric-labels.ts';

export interface BegunSeries {
  readonly accepted: Counter<'ingress' | 'organization'>;
  readonly recipients: Counter<'ingress' | 'organization'>;
  readonly refusedFor: Counter<'reason'>;
  readonly deliveries: Counter<'action' | keyof DestinationLabels>;
  readonly attemptTime: Histogram;
  readonly deliveryTime: Histogram;
  readonly alarms: Counter<'what'>;
}

/** The outcome of mail by each way, when nothing is out of the ordinary but the next hop. */
const ARRIVALS: Readonly<Record<string, string>> = { mailbox: 'delivered', group: 'expanded', capture: 'captured' };
const arrivalBy = (way: string): string => ARRIVALS[way] ?? 'relayed';

export class FirstSeries {
  readonly #series: BegunSeries;
  readonly #labels: MetricLabels;
  readonly #begun = new Set<string>();
  /** Of the directory that was looked through last. */
  #revision: number | null = null;

  constructor(series: BegunSeries, labels: MetricLabels) {
    this.#series = series;
    this.#labels = labels;
    for (const reason of [...reasonKinds, 'none']) series.refusedFor.inc({ reason }, 0);
    for (const what of alarmKinds) series.alarms.inc({ what }, 0);
    for (const way of [...OWNED_WAYS, ...Object.values(WAYS)]) {
      series.attemptTime.begin(way);
      series.deliveryTime.begin(way);
    }
  }

  /** All that the directory lets expect; where it has more than names can be told of, those that carry mail begin with their first. */
  foresee(view: DirectoryView): void {
    const { revision, organizations, outboundConnectors } = view;
    if (revision === this.#revision) return;
    this.#revision = revision;
    if (organizations.length + outboundConnectors.length > bounds.admin.labelled) return;
    for (const { id } of organizations) {
      const organization = this.#labels.organization(view, id);
      this.organization(organization);
      for (const way of [...OWNED_WAYS, WAYS.mx]) this.destination({ way, upstream: '', organization });
    }
    for (const { id } of outboundConnectors) this.destination(this.#labels.destination(view, `connector:${id}`));
  }

  organization(organization: string): void {
    if (!this.#isFirst(organization)) return;
    for (const ingress of ingresses) {
      this.#series.accepted.inc({ ingress, organization }, 0);
      this.#series.recipients.inc({ ingress, organization }, 0);
    }
  }

  destination({ way, upstream, organization }: DestinationLabels): void {
    if (!this.#isFirst(`${way}\n${upstream}\n${organization}`)) return;
    for (const action of [arrivalBy(way), 'delayed', 'failed'])
      this.#series.deliveries.inc({ action, way, upstream, organization }, 0);
  }

  #isFirst(key: string): boolean {
    if (this.#begun.has(key)) return false;
    this.#begun.add(key);
    return true;
  }
}
