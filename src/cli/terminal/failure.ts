/** How a command ends. 0: done. */
export const exitCodes = { refused: 1, usage: 2, unreachable: 3 } as const;

/** A command cannot go on: what happened and what to do, for a person; caught once, in `program.ts`. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly cure: string | null;
  readonly exitCode: number;
  /** Further lines: one per problem of a form. */
  readonly details: readonly string[];
  /** Of the HTTP answer that was a refusal. */
  readonly status: number | null;

  constructor(
    message: string,
    cure: string | null = null,
    exitCode: number = exitCodes.refused,
    details: readonly string[] = [],
    status: number | null = null,
  ) {
    super(message);
    this.cure = cure;
    this.exitCode = exitCode;
    this.details = details;
    this.status = status;
  }
}

export const usage = (message: string, cure: string | null = null): CliFailure =>
  new CliFailure(message, cure, exitCodes.usage);
