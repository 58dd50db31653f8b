/** The trace's words for an administrator's hand on a waiting recipient. The engines of the store write it, all in these words. Pure. */
import { assertNever } from '../base/never.ts';
import type { Lane } from './route.ts';
import type { TraceEvent, TraceKind } from './trace-event.ts';

export type SteerAct =
  | { readonly verb: 'hold' | 'release' | 'retry-now' }
  /** `to`: the address it has from now on; null: the one it had. */
  | { readonly verb: 'redirect'; readonly lane: Lane; readonly from: string; readonly to: string | null };

export function steerEvent(
  act: SteerAct,
  on: Pick<TraceEvent, 'at' | 'queueId' | 'ordinal'> & { readonly actor: string },
): TraceEvent {
  const [kind, text] = wordsOf(act, on.actor);
  const lane = act.verb === 'redirect' ? { lane: act.lane } : {};
  return { at: on.at, kind, queueId: on.queueId, ordinal: on.ordinal, text, ...lane, actor: on.actor };
}

function wordsOf(act: SteerAct, actor: string): readonly [kind: TraceKind, text: string] {
  switch (act.verb) {
    case 'hold':
      return ['Hold', `Paused by ${actor}`];
    case 'release':
      return ['Release', `Released by ${actor}`];
    case 'retry-now':
      return ['Release', `Due for another attempt at once, by ${actor}`];
    case 'redirect': {
      const to = act.to === null ? '' : ` from ${act.from} to ${act.to}`;
      return ['Redirect', `Redirected${to} by way of ${act.lane}, by ${actor}`];
    }
    default:
      return assertNever(act);
  }
}
