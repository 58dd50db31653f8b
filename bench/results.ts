/** What a run has measured, and what follows from it: medians, ratios to the better of the peers, verdicts. Pure. */
import { type Figure, type Goal, goals, judge, type Judged } from './goals.ts';
import { MOST_BY_OTHERS } from './disturbance.ts';

export interface Measurement {
  readonly round: number;
  readonly name: string;
  readonly system: string;
  readonly figures: Readonly<Partial<Record<Figure | 'acceptPerSecond' | 'p50Ms' | 'messages', number>>>;
  /** Part of the machine used by others meanwhile. */
  readonly others: number;
}

export interface Row {
  readonly name: string;
  readonly system: string;
  readonly figures: Measurement['figures'];
  /** Doorpost only: median over rounds of its ratio to the better peer of the same round. */
  readonly speedRatio: number | null;
  readonly cpuRatio: number | null;
}

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.filter((one) => Number.isFinite(one)).toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

/** Disturbed measurements are left out, unless all of their case and system are. */
function counted(all: readonly Measurement[]): readonly Measurement[] {
  const quiet = all.filter((one) => one.others <= MOST_BY_OTHERS);
  return quiet.length > 0 ? quiet : all;
}

export function rowsOf(all: readonly Measurement[]): readonly Row[] {
  const names = [...new Set(all.map((one) => one.name))];
  return names.flatMap((name) => {
    const of = all.filter((one) => one.name === name);
    return [...new Set(of.map((one) => one.system))].map((system) => {
      const own = counted(of.filter((one) => one.system === system));
      const keys = [...new Set(own.flatMap((one) => Object.keys(one.figures)))] as (keyof Measurement['figures'])[];
      const figures = Object.fromEntries(keys.map((key) => [key, median(own.map((one) => one.figures[key] ?? NaN))]));
      const peers = system !== 'doorpost';
      return {
        name,
        system,
        figures,
        speedRatio: peers ? null : (ratio(of, 'endToEndPerSecond', 'higher') ?? ratio(of, 'acceptPerSecond', 'higher')),
        cpuRatio: peers ? null : ratio(of, 'cpuPer1000', 'lower'),
      };
    });
  });
}

/** Median over rounds; null where no peer was measured. */
function ratio(
  of: readonly Measurement[],
  figure: keyof Measurement['figures'],
  better: 'higher' | 'lower',
): number | null {
  const rounds = [...new Set(of.map((one) => one.round))];
  const ratios = rounds.flatMap((round) => {
    const here = counted(of.filter((one) => one.round === round));
    const ours = here.find((one) => one.system === 'doorpost')?.figures[figure];
    const theirs = here
      .filter((one) => one.system !== 'doorpost')
      .map((one) => one.figures[figure] ?? Number.NaN)
      .filter((one) => Number.isFinite(one));
    if (ours === undefined || !Number.isFinite(ours) || theirs.length === 0) return [];
    return [ours / (better === 'higher' ? Math.max(...theirs) : Math.min(...theirs))];
  });
  return ratios.length === 0 ? null : median(ratios);
}

/** Goals whose case was not measured are left out. */
export function verdicts(all: readonly Measurement[]): readonly Judged[] {
  return goals.flatMap((goal) => judge(goal, measured(all, goal)) ?? []);
}

function measured(all: readonly Measurement[], { of, figure, kind, better }: Goal): number | null {
  const here = all.filter((one) => one.name === of);
  if (here.length === 0) return null;
  if (kind === 'ratio') return ratio(here, figure, better);
  return median(counted(here.filter((one) => one.system === 'doorpost')).map((one) => one.figures[figure] ?? NaN));
}
