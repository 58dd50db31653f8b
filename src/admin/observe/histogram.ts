/**
 * A histogram that each message may add to: an observation is a sum of numbers, and what Prometheus reads is made when it asks. The library's
 * own makes a text of the labels, and one of the bucket, for each observation.
 */
import type { Histogram as OfLibrary, Registry } from '@prometheus-io/client';

interface Series {
  /** By bucket, each without those below it; the last: beyond all. */
  readonly counts: number[];
  sum: number;
}

export class Histogram {
  readonly name: string;
  readonly help: string;
  readonly #upTo: readonly number[];
  readonly #label: string | null;
  /** By the value of the label. */
  readonly #series = new Map<string, Series>();

  /** @param upTo the upper bounds of the buckets, least first. @param label null: there is one series. */
  constructor(registry: Registry, name: string, help: string, upTo: readonly number[], label: string | null = null) {
    this.name = name;
    this.help = help;
    this.#upTo = upTo;
    this.#label = label;
    if (label === null) this.begin('');
    // All that a registry asks of a metric is its name and `get`.
    registry.registerMetric(this as unknown as OfLibrary);
  }

  observe(value: number, of = '', times = 1): void {
    const series = this.#series.get(of) ?? this.begin(of);
    let bucket = 0;
    while (bucket < this.#upTo.length && value > this.#upTo[bucket]!) bucket++;
    series.counts[bucket]! += times;
    series.sum += value * times;
  }

  /** A series that stands at 0 until something is observed. */
  begin(of: string): Series {
    const series = this.#series.get(of) ?? { counts: Array.from({ length: this.#upTo.length + 1 }, () => 0), sum: 0 };
    this.#series.set(of, series);
    return series;
  }

  /** For the registry. */
  get() {
    const { name, help } = this;
    return { name, help, type: 'histogram', values: [...this.#series].flatMap((one) => this.#shown(...one)) };
  }

  #shown(of: string, { counts, sum }: Series) {
    const labels = this.#label === null ? {} : { [this.#label]: of };
    let count = 0;
    const buckets = counts.map((more, bucket) => {
      count += more;
      return {
        metricName: `${this.name}_bucket`,
        labels: { le: this.#upTo[bucket] ?? '+Inf', ...labels },
        value: count,
      };
    });
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, labels, value: sum },
      { metricName: `${this.name}_count`, labels, value: count },
    ];
  }
}
