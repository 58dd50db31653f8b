/** Errors of the HTTP API: problem+json (RFC 9457) with what every one of ours has besides, a cure. */
import type { FieldProblem } from '../../config/schema-problems.ts';
import { type ProblemBody, type ProblemCode, problemPage, problemStatus } from '../contracts/problems.ts';
import type { Cure, ToldCure } from '../../mail/remedy.ts';
import { problemWords } from '../../texts/en/problems.ts';
import { toldCure } from '../../texts/remedy.ts';

/** Thrown inside a route, answered by the error handler. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly told: ToldCure;
  readonly problems: readonly FieldProblem[];

  constructor(code: ProblemCode, detail: string, cure: Cure | ToldCure, problems: readonly FieldProblem[] = []) {
    super(detail);
    this.code = code;
    this.told = toldCure(cure);
    this.problems = problems;
  }

  get status(): number {
    return problemStatus[this.code];
  }

  body(): ProblemBody {
    return {
      type: problemPage(this.code),
      title: problemWords[this.code].title,
      status: this.status,
      detail: this.message,
      ...this.told,
      ...(this.problems.length > 0 ? { problems: this.problems } : {}),
    };
  }
}
