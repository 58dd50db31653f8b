import type { Cure, ToldCure } from '../../mail/remedy.ts';
import { type Shell, shellWord } from '../../texts/command.ts';
import { Phrase, say } from '../../texts/phrase.ts';
import { toldCure } from '../../texts/remedy.ts';

/** How a command ends. 0: done. */
export const exitCodes = { refused: 1, usage: 2, unreachable: 3 } as const;

/** One problem of a form; its cure where it has one. */
export interface FailureDetail {
  /** The field, as the API calls it, or the option that it was typed as; empty: none. */
  readonly path: string;
  readonly text: string;
  readonly told: ToldCure | null;
}

export const detailText = ({ path, text }: Pick<FailureDetail, 'path' | 'text'>): string =>
  path === '' ? text : `${path}: ${text}`;

/** A refusal of the server: its status, and the code of its problem; null: an older server has none. */
export interface ServerRefusal {
  readonly status: number;
  readonly code: string | null;
}

/** A command cannot go on: what happened and what to do, for a person; caught once, in `program.ts`. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  /** A phrase is ours, with its commands for this terminal; all else may be the server's. */
  readonly told: ToldCure | Phrase | null;
  readonly exitCode: number;
  /** One per problem of a form. */
  readonly details: readonly FailureDetail[];
  /** The server's answer; null: it did not refuse. */
  readonly refused: ServerRefusal | null;

  constructor(
    message: string,
    cure: Cure | ToldCure | Phrase | null = null,
    exitCode: number = exitCodes.refused,
    details: readonly FailureDetail[] = [],
    refused: ServerRefusal | null = null,
  ) {
    super(message);
    this.told = cure === null || cure instanceof Phrase ? cure : toldCure(cure);
    this.exitCode = exitCode;
    this.details = details;
    this.refused = refused;
  }
}

/** Nobody was there to say yes: the same command with `--yes` does it. */
export class Unasked extends CliFailure {
  /** @param act `remove the domain contoso.com`. @param lost as in `Question`. */
  constructor(
    act: string,
    lost: readonly string[],
    cure = say`look at what it would do, and say --yes where that is wanted`,
  ) {
    super(
      `nothing was done: to ${act} takes a yes, and there is no terminal to ask at`,
      cure,
      exitCodes.usage,
      lost.map((text) => ({ path: '', text, told: null })),
    );
    this.#said = [act, lost];
  }

  readonly #said: readonly [act: string, lost: readonly string[]];

  /** @param args as they were typed. */
  withCommand(args: readonly string[], { program, options }: Shell): Unasked {
    const end = args.indexOf('--');
    const at = end === -1 ? args.length : end;
    const words = [...args.slice(0, at), '--yes', ...args.slice(at)];
    const line = [program, ...words.map((word) => (options.includes(word) ? shellWord(word) : shownWord(word)))].join(
      ' ',
    );
    return new Unasked(...this.#said, say`look at what it would do, and where that is wanted: ${line}`);
  }
}

/** An address of the web may have a password or a key in it: scripts keep what they are told. */
function shownWord(word: string): string {
  const at = word.indexOf('://');
  return at === -1 ? shellWord(word) : `${word.slice(0, word.lastIndexOf('=', at) + 1)}<URL>`;
}

export const isNotFound = (error: unknown): boolean => error instanceof CliFailure && error.refused?.status === 404;

export const usage = (message: string, cure: Cure | Phrase | null = null): CliFailure =>
  new CliFailure(message, cure, exitCodes.usage);
