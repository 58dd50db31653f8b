import type { Cure, ToldCure } from '../../mail/remedy.ts';
import { toldCure } from '../../texts/remedy.ts';

/** How a command ends. 0: done. */
export const exitCodes = { refused: 1, usage: 2, unreachable: 3 } as const;

/** One problem of a form; its cure where it has one. */
export interface FailureDetail {
  readonly text: string;
  readonly told: ToldCure | null;
}

/** A command cannot go on: what happened and what to do, for a person; caught once, in `program.ts`. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly told: ToldCure | null;
  readonly exitCode: number;
  /** Further lines: one per problem of a form. */
  readonly details: readonly FailureDetail[];
  /** Of the HTTP answer that was a refusal. */
  readonly status: number | null;

  constructor(
    message: string,
    cure: Cure | ToldCure | null = null,
    exitCode: number = exitCodes.refused,
    details: readonly FailureDetail[] = [],
    status: number | null = null,
  ) {
    super(message);
    this.told = cure === null ? null : toldCure(cure);
    this.exitCode = exitCode;
    this.details = details;
    this.status = status;
  }
}

export const usage = (message: string, cure: Cure | null = null): CliFailure =>
  new CliFailure(message, cure, exitCodes.usage);
