/** How states that several pages show are meant, and which of them come first. */
import type { Summary } from '../api/contracts.ts';

type UpstreamState = Summary['upstreams'][number]['state'];

export const upstreamMoods = {
  held: 'bad',
  'signed-out': 'bad',
  slowed: 'warning',
  healthy: 'good',
  off: 'neutral',
} as const satisfies Record<UpstreamState, string>;

const order = Object.keys(upstreamMoods);

/** What does not take mail comes first. */
export const byUrgency = (one: { readonly state: UpstreamState }, other: { readonly state: UpstreamState }): number =>
  order.indexOf(one.state) - order.indexOf(other.state);

/** Of alarms. */
export const severityMoods = { high: 'bad', medium: 'warning', low: 'neutral' } as const;
