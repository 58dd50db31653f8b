/** The trace's words for an administrator's hand on a waiting recipient. The engines of the store write it, all in these words. Pure. */
import { assertNever } from '../base/never.ts';
import type { Lane } from './route.ts';
import type { TraceEvent, TraceKind } from './trace-event.ts';
import { line, type ToldLine } from './lines/said.ts';

export type SteerAct =
  | { readonly verb: 'hold' | 'release' | 'retry-now' }
  /** `to`: the address it has from now on; null: the one it had. */
  | { readonly verb: 'redirect'; readonly lane: Lane; readonly from: string; readonly to: string | null };

export function steerEvent(
  act: SteerAct,
  on: Pick<TraceEvent, 'at' | 'queueId' | 'ordinal'> & { readonly actor: string },
): TraceEvent {
  const [kind, words] = wordsOf(act, on.actor);
  const lane = act.verb === 'redirect' ? { lane: act.lane } : {};
  return { at: on.at, kind, queueId: on.queueId, ordinal: on.ordinal, ...words, ...lane, actor: on.actor };
}

function wordsOf(act: SteerAct, actor: string): readonly [kind: TraceKind, words: ToldLine] {
  switch (act.verb) {
    case 'hold':
      return ['Hold', line`Paused by ${actor}`];
    case 'release':
      return ['Release', line`Released by ${actor}`];
    case 'retry-now':
      return ['Release', line`Due for another attempt at once, by ${actor}`];
    case 'redirect': {
      const { lane, from, to } = act;
      return to === null
        ? ['Redirect', line`Redirected by way of ${lane}, by ${actor}`]
        : ['Redirect', line`Redirected from ${from} to ${to} by way of ${lane}, by ${actor}`];
    }
    default:
      return assertNever(act);
  }
}
