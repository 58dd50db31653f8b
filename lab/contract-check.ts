/** Holds every answer that a test gets from the API against its contract: a field that the contract does not know fails the test, too. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { SeeAnswer } from '../src/admin/context.ts';
import { everywhere, type Operation } from '../src/admin/contracts/operation.ts';
import { type ProblemBody, problemForm, problemPage, problemStatus } from '../src/admin/contracts/problems.ts';
import { problemFacts } from '../src/mail/problem.ts';
import { languages } from '../src/mail/names.ts';
import { problemLine } from '../src/texts/en/problem-lines.ts';
import { sentencesOf } from '../src/texts/languages.ts';

const inEachLanguage = await Promise.all(languages.map(sentencesOf));

export interface ContractCheck {
  readonly seeAnswer: SeeAnswer;
  /** Throws when an answer was not as its contract says. */
  assertKept(): void;
}

/** What a rule found stands among the problems in the language of the reader. */
const factsSaid = (facts: object, { problems }: Pick<ProblemBody, 'problems'>): object =>
  'finding' in facts && problems?.[0] !== undefined ? { ...facts, finding: problems[0].message } : facts;

export function contractCheck(): ContractCheck {
  const broken: string[] = [];
  const complain = (operation: Operation, what: string): void => {
    broken.push(
      `the answer of ${operation.id} (${operation.method} ${operation.path}) ${what}: see src/admin/contracts`,
    );
  };
  const check = (operation: Operation, form: z.ZodType, text: string): void => {
    const value: unknown = JSON.parse(text);
    const read = form.safeParse(value);
    if (!read.success) complain(operation, `has ${read.error.issues.map(issueText).join('; ')}`);
    else if (!isDeepStrictEqual(JSON.parse(JSON.stringify(read.data)), value))
      complain(operation, `has what its contract does not know: ${strange(value, read.data).join(', ')}`);
    // Of a stream that could not end well.
    else if (operation.answer.as === 'lines' && isProblemLine(value)) checkProblem(operation, value.problem);
  };
  const checkProblem = (
    operation: Operation,
    { type, facts, detail, ...body }: ProblemBody,
    status = body.status,
  ): void => {
    const code = [...operation.problems, ...everywhere].find((each) => problemPage(each) === type);
    if (code === undefined) complain(operation, `has a problem that is not among its own: ${type}`);
    else if (problemStatus[code] !== status || body.status !== status)
      complain(operation, `has ${type} with the status ${status}`);
    else if (!problemFacts[code](facts)) complain(operation, `has ${type} with the facts ${JSON.stringify(facts)}`);
    else if (
      !inEachLanguage.some((sentences) => problemLine(code, factsSaid(facts, body) as never, sentences) === detail)
    )
      complain(operation, `says ${type} in other words: ${detail}`);
  };
  return {
    seeAnswer({ operation, status, payload }) {
      if (status >= 400) {
        check(operation, problemForm, String(payload));
        checkProblem(operation, JSON.parse(String(payload)) as ProblemBody, status);
        return payload;
      }
      const { answer } = operation;
      if (answer.as === 'nothing') {
        if (status !== 204) complain(operation, `has the status ${status}`);
        return payload;
      }
      if (!('form' in answer)) return payload;
      const isTried = operation.canBeTried === true && status === 200;
      if (answer.as === 'json' && status !== answer.status && !isTried) complain(operation, `has the status ${status}`);
      const pieces = piecesOf(answer.as);
      if (payload instanceof Readable) return passing(payload, pieces, (text) => check(operation, answer.form, text));
      if (typeof payload === 'string') check(operation, answer.form, payload);
      else complain(operation, 'comes in a way that nobody looks at');
      return payload;
    },
    assertKept: () => assert.deepEqual(broken, []),
  };
}

type Pieces = (text: string) => readonly string[];

/** The parts of a stream that are one JSON each. */
function piecesOf(as: 'json' | 'lines' | 'events'): Pieces {
  if (as === 'json') return (text) => [text];
  if (as === 'lines') return (text) => text.split('\n').filter((line) => line !== '');
  return (text) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => line.slice('data: '.length));
}

/** The stream as it was; what went through is looked at when it is over. Of one that is broken off the last line may not be whole. */
function passing(stream: Readable, pieces: Pieces, look: (text: string) => void): Readable {
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer | string) => void parts.push(Buffer.from(part)));
  stream.once('close', () => {
    const text = Buffer.concat(parts).toString();
    pieces(stream.readableEnded ? text : text.slice(0, text.lastIndexOf('\n') + 1))
      .filter((piece) => piece !== '')
      .forEach(look);
  });
  stream.pause();
  return stream;
}

const isProblemLine = (value: unknown): value is { readonly problem: ProblemBody } =>
  typeof value === 'object' && value !== null && 'problem' in value;

const issueText = ({ path, message }: z.core.$ZodIssue): string => `${path.map(String).join('.')}: ${message}`;

/** Paths of what is in the answer and not in what the contract read of it. */
function strange(value: unknown, known: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return isDeepStrictEqual(value, known) ? [] : [path];
  if (typeof known !== 'object' || known === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    strange(inner, (known as Readonly<Record<string, unknown>>)[name], path === '' ? name : `${path}.${name}`),
  );
}
