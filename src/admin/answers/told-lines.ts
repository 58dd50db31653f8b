/** Answers that come in lines, to their end: one that could not end well says so in its last line, as a problem. */
import type { Log } from '../../base/log.ts';
import type { ProblemBody } from '../contracts/problems.ts';
import { knownProblem } from '../http/known-problem.ts';
import { Problem } from '../http/problem.ts';

/**
 * @param broke of the log: `a check broke off`.
 * @param signal aborted where the one who asked has gone: nobody reads how it ended.
 */
export async function* toldLines<Line>(
  log: Pick<Log, 'error'>,
  broke: string,
  lines: AsyncIterable<Line>,
  signal?: AbortSignal,
): AsyncGenerator<Line | { readonly problem: ProblemBody }, void, undefined> {
  try {
    yield* lines;
  } catch (error) {
    if (signal?.aborted) return;
    const known = knownProblem(error);
    if (known === null) log.error({ err: error }, broke);
    yield {
      problem: (known ?? new Problem('internal-error', { of: 'check' }, 'See the log at this time.')).body(),
    };
  }
}
