/** What a run has measured, and what follows from it: medians, ratios to the better of the peers, verdicts. Pure. */
import { ceilingName } from './cases.ts';
import { MOST_BY_OTHERS } from './disturbance.ts';
import { type Figure, type Goal, goals, judge, type Judged } from './goals.ts';

export type FigureName = Figure | 'acceptPerSecond' | 'p50Ms' | 'messages' | 'seconds' | MemoryFigure;
export type MemoryFigure = 'idleRssMb' | 'idlePssMb' | 'loadedRssMb' | 'loadedPssMb';

export interface Measurement {
  readonly round: number;
  readonly name: string;
  readonly system: string;
  readonly figures: Readonly<Partial<Record<FigureName, number>>>;
  /** Part of the machine used by others meanwhile. */
  readonly others: number;
}

export interface Row {
  readonly name: string;
  readonly system: string;
  /** Medians. */
  readonly figures: Measurement['figures'];
  /** Measurements in the medians, of all that were made. */
  readonly counted: number;
  readonly made: number;
  /** Every one was disturbed, so all are in the medians: a figure to doubt. */
  readonly doubtful: boolean;
  /** Doorpost only: median over rounds of its ratio to the better peer of the same round. */
  readonly speedRatio: number | null;
  readonly cpuRatio: number | null;
}

export const isDisturbed = (one: Measurement): boolean => one.others > MOST_BY_OTHERS;

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.filter((one) => Number.isFinite(one)).toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

export function rowsOf(all: readonly Measurement[]): readonly Row[] {
  const names = [...new Set(all.map((one) => one.name))];
  return names.flatMap((name) => {
    const of = all.filter((one) => one.name === name);
    return [...new Set(of.map((one) => one.system))].map((system) =>
      rowOf(
        of,
        of.filter((one) => one.system === system),
      ),
    );
  });
}

/** @param of all measurements of the case. @param made those of one system. */
function rowOf(of: readonly Measurement[], made: readonly Measurement[]): Row {
  const { name, system } = made[0]!;
  const own = quietOr(made);
  const keys = [...new Set(own.flatMap((one) => Object.keys(one.figures)))] as FigureName[];
  const ours = system === 'doorpost';
  return {
    name,
    system,
    figures: Object.fromEntries(keys.map((key) => [key, median(own.map((one) => one.figures[key] ?? NaN))])),
    counted: own.length,
    made: made.length,
    doubtful: made.every(isDisturbed),
    speedRatio: ours ? (ratio(of, 'endToEndPerSecond', 'higher') ?? ratio(of, 'acceptPerSecond', 'higher')) : null,
    cpuRatio: ours ? ratio(of, 'cpuPer1000', 'lower') : null,
  };
}

/** Disturbed measurements are left out, unless all are. */
export function quietOr(all: readonly Measurement[]): readonly Measurement[] {
  const quiet = all.filter((one) => !isDisturbed(one));
  return quiet.length > 0 ? quiet : all;
}

/**
 * Median over rounds; null where no peer was measured. A round counts whole or not at all: with one peer left out the ratio would be to the
 * other one, which need not be the better.
 */
function ratio(made: readonly Measurement[], figure: FigureName, better: 'higher' | 'lower'): number | null {
  const of = made.filter((one) => one.system !== ceilingName);
  const peers = new Set(of.map((one) => one.system).filter((system) => system !== 'doorpost'));
  const rounds = [...new Set(of.map((one) => one.round))].map((round) => of.filter((one) => one.round === round));
  const whole = rounds.filter((here) => here.length === peers.size + 1);
  const quiet = whole.filter((here) => !here.some(isDisturbed));
  const ratios = (quiet.length > 0 ? quiet : whole).flatMap((here) => {
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
  return median(quietOr(here.filter((one) => one.system === 'doorpost')).map((one) => one.figures[figure] ?? NaN));
}
