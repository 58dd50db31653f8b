/**
 * How long the thread that owns the sockets stood still: while it does, nobody is greeted, answered or delivered to. Node samples it beside
 * JavaScript, so that looking costs the thread nothing; the machine's own time, whatever clock the house runs on.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface Stops {
  readonly longestMs: number;
  /** 99 of 100 looks found no longer one. */
  readonly p99Ms: number;
}

export interface StandstillStatus {
  readonly sinceStart: Stops;
  /** Of the last 60 to 90 seconds. */
  readonly lastMinute: Stops;
}

export interface Standstill {
  start(): void;
  status(): StandstillStatus;
  close(): void;
}

/** Between two looks; what is shorter is not seen. */
const RESOLUTION_MS = 10;
const NANOSECONDS = 1e6;
const SLICE_MS = 30_000;
/** Full slices that make up a minute, beside the one that runs. */
const SLICES = 2;

type Sampled = Pick<ReturnType<typeof monitorEventLoopDelay>, 'count' | 'max' | 'percentile'>;

/** Node counts the time between two looks: without the pause that was asked for, what is left is the delay. */
export function stopsOf(sampled: Sampled): Stops {
  const delay = (nanoseconds: number): number =>
    sampled.count === 0 ? 0 : Math.max(0, Math.round((nanoseconds / NANOSECONDS - RESOLUTION_MS) * 10) / 10);
  return { longestMs: delay(sampled.max), p99Ms: delay(sampled.percentile(99)) };
}

/** The p99 of parts is never below that of the whole. */
export const worst = (all: readonly Stops[]): Stops => ({
  longestMs: Math.max(0, ...all.map(({ longestMs }) => longestMs)),
  p99Ms: Math.max(0, ...all.map(({ p99Ms }) => p99Ms)),
});

export function createStandstill(): Standstill {
  const whole = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const slice = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let full: readonly Stops[] = [];
  let timer: NodeJS.Timeout | null = null;
  return {
    start() {
      whole.enable();
      slice.enable();
      timer ??= setInterval(() => {
        full = [...full, stopsOf(slice)].slice(-SLICES);
        slice.reset();
      }, SLICE_MS).unref();
    },
    status: () => ({ sinceStart: stopsOf(whole), lastMinute: worst([...full, stopsOf(slice)]) }),
    close() {
      if (timer !== null) clearInterval(timer);
      timer = null;
      whole.disable();
      slice.disable();
    },
  };
}
