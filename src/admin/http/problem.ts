/** Errors of the HTTP API: problem+json (RFC 9457) with what every one of ours has besides, a cure. */
import { z } from 'zod';
import type { FieldProblem } from '../../config/schema-problems.ts';

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly cure: string;
  readonly problems?: readonly FieldProblem[];
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not right',
  401: 'Sign-in is needed',
  403: 'Not allowed this way',
  404: 'Not found',
  405: 'Not offered',
  409: 'It does not fit what is there',
  413: 'Too large',
  415: 'Not understood',
  421: 'Not addressed to this host',
  422: 'The change would not hold',
  429: 'Too much at once',
  500: 'Something went wrong here',
  503: 'Not possible now',
};

/** Thrown inside a route, answered by the error handler. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly cure: string;
  readonly problems: readonly FieldProblem[];

  constructor(status: number, detail: string, cure: string, problems: readonly FieldProblem[] = []) {
    super(detail);
    this.status = status;
    this.cure = cure;
    this.problems = problems;
  }

  body(): ProblemBody {
    return {
      type: 'about:blank',
      title: titles[this.status] ?? 'Error',
      status: this.status,
      detail: this.message,
      cure: this.cure,
      ...(this.problems.length > 0 ? { problems: this.problems } : {}),
    };
  }
}

/** What every error answer looks like, for OpenAPI. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    cure: z.string(),
    problems: z.array(z.object({ path: z.string(), message: z.string(), cure: z.string() })).optional(),
  })
  .meta({ title: 'Problem', description: 'RFC 9457; `cure` says what to do' });
