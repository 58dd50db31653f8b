/** Zod's findings, as an administrator reads them: where, what, and what to do. */
import { own } from '../base/own.ts';
import { bounds } from '../base/bounds.ts';
import type { z } from 'zod';
import type { ToldCure } from '../mail/remedy.ts';
import { suggest } from './suggest.ts';
import type { Sentence } from '../mail/lines/said.ts';

export interface FieldProblem extends ToldCure {
  /** `senderAddresses.0`; empty for the whole. */
  readonly path: string;
  readonly message: string;
  /** The sentence that the message is made of; absent: it is of one piece, or somebody else's. */
  readonly said?: Sentence;
}

/** The cure of a whole form: where its problems are shown, it says nothing more. */
export const SEE_EACH = 'See problems for each.';

/** @param knownKeys what the object may hold, for "did you mean". */
export function fieldProblems(error: z.ZodError, knownKeys: readonly string[] = []): readonly FieldProblem[] {
  return error.issues.slice(0, bounds.config.problemsTold).flatMap((issue) => oneIssue(issue, knownKeys));
}

function oneIssue(issue: z.core.$ZodIssue, knownKeys: readonly string[]): readonly FieldProblem[] {
  const path = issue.path.map(String).join('.');
  const at = (message: string, cure: string): FieldProblem[] => [{ path, message, cure }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key, knownKeys));
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? at('is missing', `give ${article(issue.expected)}`)
        : at(`must be ${article(issue.expected)}`, `give ${article(issue.expected)}`);
    case 'invalid_value':
      return at('is not one of the known values', `choose one of ${issue.values.map(String).join(', ')}`);
    case 'too_small':
      return at(...tooSmall(issue));
    case 'too_big':
      return at(...tooBig(issue));
    case 'custom': {
      const cure: unknown = issue.params?.['cure'];
      return at(issue.message, typeof cure === 'string' ? cure : 'correct it and try again');
    }
    case 'invalid_union':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return at(issue.message, 'correct it; GET /openapi.json shows the forms');
    default:
      return at('is not right', 'correct it; GET /openapi.json shows the forms');
  }
}

function unknownKey(path: string, key: string, known: readonly string[]): FieldProblem {
  const near = suggest(key, known);
  return {
    path: [path, key].filter(Boolean).join('.'),
    message: 'is not known here',
    cure: near === null ? 'take it out, or see GET /openapi.json for the fields' : `did you mean ${near}?`,
  };
}

type Told = readonly [message: string, cure: string];

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): Told {
  if (origin === 'string' && minimum === 1) return ['is empty', 'give it a value'];
  const message = origin === 'array' ? 'the list is too short' : 'is too small';
  return [message, `give at least ${counted(minimum, origin)}`];
}

const tooBig = ({ origin, maximum }: z.core.$ZodIssueTooBig): Told => [
  origin === 'array' ? 'the list is too long' : 'is too large',
  `give at most ${counted(maximum, origin)}`,
];

const UNITS: Readonly<Record<string, string>> = { array: ' entries', string: ' characters' };
const counted = (count: number | bigint, origin: string): string => `${count}${own(UNITS, origin) ?? ''}`;

function article(expected: string): string {
  switch (expected) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
    default:
      return `a value of type ${expected}`;
  }
}
