import type { ToldCure } from '../mail/remedy.ts';

/** Something wrong with the configuration: where, what, and how to mend it. */
export interface ConfigProblem extends ToldCure {
  /** The file's path, or `environment`. */
  readonly file: string;
  /** From 1; null where there is no line (environment, missing file). */
  readonly line: number | null;
  readonly column: number | null;
  /** The setting's path or the variable's name; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** `data/doorpost.yaml:3:7 listeners.smtp.port: is not a whole number` */
export function problemText(problem: ConfigProblem): string {
  const place = problem.line === null ? problem.file : `${problem.file}:${problem.line}:${problem.column ?? 1}`;
  return `${place}${problem.path === '' ? '' : ` ${problem.path}`}: ${problem.message}`;
}
