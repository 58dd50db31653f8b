/** From problem+json (RFC 9457) to what a person reads. Of another release, or of something in between, anything may be missing. */
import type { ProblemBody } from '../../admin/contracts/problems.ts';
import { SEE_EACH } from '../../config/schema-problems.ts';
import type { Fact } from '../../mail/facts.ts';
import { isProblemCode, type ProblemCode, problemFacts, type ProblemFacts } from '../../mail/problem.ts';
import type { Cure, ToldCure } from '../../mail/remedy.ts';
import { problemLine } from '../../texts/en/problem-lines.ts';
import { CliFailure, exitCodes, type FailureDetail, type ServerRefusal } from '../terminal/failure.ts';

type Told = Partial<Omit<ProblemBody, 'problems'>> & { readonly problems?: readonly Partial<FieldTold>[] };
type FieldTold = NonNullable<ProblemBody['problems']>[number];

/** Said where the server says nothing of its own. */
interface Otherwise {
  readonly message: string;
  readonly cure: Cure | null;
}

/** An answer that is none, by its status. */
export function refusal(status: number, body: string): CliFailure {
  const problem = read(body);
  const cure: Cure | null = status === 401 ? { act: 'make-token' } : null;
  const otherwise = { message: `the server answered ${status}`, cure };
  return failureOf(problem, otherwise, { status, code: codeOf(problem) });
}

/** The end of an answer in lines that could not end well; null: it broke off without a word. */
export const brokenOff = (problem: Told | null, otherwise: Otherwise): CliFailure =>
  failureOf(toldBy(problem), otherwise, null);

/** Its acts are passed on as they came: they may be of another release, which its lines of English are for. */
function failureOf(problem: Told, otherwise: Otherwise, refused: ServerRefusal | null): CliFailure {
  const message = lineOf(problem) ?? problem.detail ?? problem.title ?? otherwise.message;
  const details = detailsOf(problem);
  // Each has its own, right there.
  const cure = problem.cure === SEE_EACH && details.length > 0 ? null : toldOf(problem);
  return new CliFailure(message, cure ?? otherwise.cure, exitCodes.refused, details, refused);
}

/** A part that is not of the form we know counts as not said. */
function toldBy(value: unknown): Told {
  if (!isObject(value)) return {};
  const { problems, ...told }: Told = saidIn(value);
  return Array.isArray(problems) ? { ...told, problems: problems.filter(isObject).map(saidIn) } : told;
}

const TEXTS: ReadonlySet<string> = new Set(['type', 'title', 'detail', 'cure', 'path', 'message']);

const saidIn = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([field, said]) => !TEXTS.has(field) || typeof said === 'string'));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function read(body: string): Told {
  try {
    return toldBy(JSON.parse(body));
  } catch {
    // Something between us and Doorpost answered: its status is all there is to say.
    return {};
  }
}

/** null: of a release without codes, or of something else. */
const codeOf = ({ type = '' }: Told): string | null => /^\/problems\/([a-z0-9-]+)$/u.exec(type)?.[1] ?? null;

/** In words of ours, where its code and its facts are known here; null: the server's have to do. */
function lineOf(problem: Told): string | null {
  const code = codeOf(problem);
  return code !== null && isProblemCode(code) ? knownLine(code, problem.facts) : null;
}

function knownLine<Code extends ProblemCode>(code: Code, facts: unknown): string | null {
  const isKnown: Fact<ProblemFacts<Code>> = problemFacts[code];
  return isKnown(facts) ? problemLine(code, facts) : null;
}

function detailsOf({ problems = [] }: Told): readonly FailureDetail[] {
  return problems.map((one) => ({ path: one.path ?? '', text: one.message ?? '', told: toldOf(one) }));
}

const toldOf = ({
  cure,
  remedy,
}: { readonly [Name in keyof ToldCure]?: ToldCure[Name] | undefined }): ToldCure | null =>
  cure === undefined || cure === '' ? null : remedy === undefined ? { cure } : { cure, remedy };
