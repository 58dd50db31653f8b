/** What was set out to be reached, and whether it was. Pure. */

export type Figure = 'endToEndPerSecond' | 'cpuPer1000' | 'p99Ms' | 'value';

export interface Goal {
  readonly what: string;
  /** The case the figure is of. */
  readonly of: string;
  readonly figure: Figure;
  /** `ratio`: to the better of the peers; `absolute`: as measured. */
  readonly kind: 'ratio' | 'absolute';
  readonly better: 'higher' | 'lower';
  /** What must be reached. null: nothing must. */
  readonly floor: number | null;
  /** What is strived for. null: the floor is all. */
  readonly goal: number | null;
  readonly unit: string;
}

const speed = (of: string, floor: number, goal: number): Goal => ({
  what: `messages/s end to end: ${of}`,
  of,
  figure: 'endToEndPerSecond',
  kind: 'ratio',
  better: 'higher',
  floor,
  goal,
  unit: 'x',
});
const cpu = (of: string, floor: number, goal: number): Goal => ({
  what: `server CPU a message: ${of}`,
  of,
  figure: 'cpuPer1000',
  kind: 'ratio',
  better: 'lower',
  floor,
  goal,
  unit: 'x',
});
const absolute = (of: string, floor: number, goal: number, unit: string): Goal => ({
  what: of,
  of,
  figure: 'value',
  kind: 'absolute',
  better: 'lower',
  floor,
  goal,
  unit,
});
const p99 = { what: 'one message, connect to 250, p99', of: 'one message at low load', figure: 'p99Ms' } as const;

export const goals: readonly Goal[] = [
  speed('4 KiB, 20 sessions, kept', 3, 6),
  speed('4 KiB, 100 sessions, kept', 3, 6),
  cpu('4 KiB, 20 sessions, kept', 0.3, 0.12),
  cpu('4 KiB, 100 sessions, kept', 0.3, 0.12),
  speed('4 KiB, 20 sessions, one message each', 2, 3.5),
  speed('4 KiB, 100 sessions, one message each', 2, 3.5),
  speed('4 KiB, 1 session, kept', 1.2, 1.8),
  speed('4 KiB, 1 session, one message each', 1, 1.15),
  speed('100 KiB, 20 sessions, kept', 2, 4),
  speed('5 MiB, 4 sessions, kept', 1.3, 2.5),
  cpu('4 KiB, 20 sessions, STARTTLS, one message each', 0.5, 0.3),
  { ...p99, kind: 'ratio', better: 'lower', floor: 1, goal: null, unit: 'x' },
  { ...p99, kind: 'absolute', better: 'lower', floor: null, goal: 4, unit: 'ms' },
  absolute('memory idle, RSS', 150, 90, 'MB'),
  absolute('memory beyond idle, 50 messages of 25 MiB at once', 200, 100, 'MB'),
  absolute('memory of one idle connection, of 10,000', 30, 20, 'KB'),
  absolute('start to first accepted connection, empty', 1.5, 0.6, 's'),
  absolute('start to first accepted connection, 100,000 queued', 3, 1.5, 's'),
  absolute('slowest part of throughput as the queue grows to 1,000,000, loss', 40, 15, '%'),
];

export type Mark = 'goal' | 'floor' | 'short' | 'below';

export interface Judged {
  readonly goal: Goal;
  readonly measured: number;
  /** `floor`: reached, the goal not; `short`: a goal without a floor is not reached; `below`: of the floor. */
  readonly verdict: Mark;
}

/** @param measured null: not measured in this run, so not judged. */
export function judge(goal: Goal, measured: number | null): Judged | null {
  if (measured === null || !Number.isFinite(measured)) return null;
  const reaches = (mark: number): boolean => (goal.better === 'higher' ? measured >= mark : measured <= mark);
  const verdict = (): Mark => {
    if (goal.goal !== null && reaches(goal.goal)) return 'goal';
    if (goal.floor === null) return 'short';
    return reaches(goal.floor) ? 'floor' : 'below';
  };
  return { goal, measured, verdict: verdict() };
}
