/** Something wrong with the configuration: where, what, and how to mend it. */
export interface ConfigProblem {
  /** The file's path, or `environment`. */
  readonly file: string;
  /** From 1; null where there is no line (environment, missing file). */
  readonly line: number | null;
  readonly column: number | null;
  /** The setting's path or the variable's name; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly cure: string;
}

/** `data/doorpost.yaml:3:7 listeners.smtp.port: is not a whole number. Cure: ...` */
export function problemText(problem: ConfigProblem): string {
  const place = problem.line === null ? problem.file : `${problem.file}:${problem.line}:${problem.column ?? 1}`;
  return `${place}${problem.path === '' ? '' : ` ${problem.path}`}: ${problem.message}. Cure: ${problem.cure}`;
}
