/** Errors of the HTTP API: problem+json (RFC 9457) with what every one of ours has besides: facts, and a cure. */
import { inLanguage } from '../answers/in-language.ts';
import type { FieldProblem } from '../../config/schema-problems.ts';
import { type ProblemBody, problemPage, problemStatus } from '../contracts/problems.ts';
import type { ProblemCode, ProblemFacts } from '../../mail/problem.ts';
import type { Cure, ToldCure } from '../../mail/remedy.ts';
import { problemLine } from '../../texts/en/problem-lines.ts';
import { problemWords } from '../../texts/en/problems.ts';
import { cureIn, toldCure } from '../../texts/remedy.ts';
import { type Sentences, sentenceIn } from '../../texts/sentences.ts';

/** Thrown inside a route, answered by the error handler. */
export class Problem<Code extends ProblemCode = ProblemCode> extends Error {
  override readonly name = 'Problem';
  readonly code: Code;
  readonly facts: ProblemFacts<Code>;
  readonly told: ToldCure;
  readonly problems: readonly FieldProblem[];

  constructor(code: Code, facts: ProblemFacts<Code>, cure: Cure | ToldCure, problems: readonly FieldProblem[] = []) {
    super(problemLine(code, facts));
    this.code = code;
    this.facts = facts;
    this.told = toldCure(cure);
    this.problems = problems;
  }

  get status(): number {
    return problemStatus[this.code];
  }

  /** @param sentences of another language than English. */
  body(sentences: Sentences = {}): ProblemBody {
    const { title } = problemWords[this.code];
    const problems = inLanguage(this.problems, sentences);
    return {
      type: problemPage(this.code),
      title: sentenceIn(sentences, title) ?? title,
      status: this.status,
      detail: problemLine(this.code, this.#factsSaid(problems), sentences),
      facts: this.facts,
      ...cureIn(this.told, sentences),
      ...(problems.length > 0 ? { problems } : {}),
    };
  }

  /** Those with the first finding in the language of its reader. */
  #factsSaid([first]: readonly FieldProblem[]): ProblemFacts<Code> {
    const [found] = this.problems;
    if (first === undefined || found === undefined) return this.facts;
    return 'finding' in this.facts && this.facts.finding === found.message
      ? { ...this.facts, finding: first.message }
      : this.facts;
  }
}
