/** Work that answers in lines, followed to its end: the last line says how it ended. */
import type { Answering, AnswerOf, Said } from '../../admin/contracts/operation.ts';
import type { ProblemBody } from '../../admin/contracts/problems.ts';
import type { Patience } from './http.ts';
import { brokenOff } from './refusal.ts';
import type { Context } from '../context.ts';

interface Done {
  readonly done: true;
}
interface Broken {
  readonly problem: ProblemBody;
}
type Followed = Answering<'lines'>;
type Part<Facts extends Followed> = Exclude<AnswerOf<Facts>, Done | Broken>;

interface How {
  /** Shown while nothing comes; absent: `show` shows what there is to show. */
  readonly waiting?: string;
  /** Said if it ends without a word. */
  readonly otherwise: Parameters<typeof brokenOff>[1];
}

/** Returns its last line. Throws CliFailure where it broke off. */
export async function follow<Facts extends Followed>(
  { client, output }: Pick<Context, 'client' | 'output'>,
  operation: Facts,
  said: Said<Facts> & Patience,
  { waiting, otherwise }: How,
  show: (part: Part<Facts>) => void,
): Promise<Extract<AnswerOf<Facts>, Done>> {
  let ended: Done | Broken | null = null;
  const wait = (): void => void (waiting !== undefined && output.progress(waiting));
  wait();
  try {
    await client.lines(operation, said, (line) => {
      if (isEnd(line as object)) {
        ended = line as Done | Broken;
        return;
      }
      if (waiting !== undefined) output.progress(null);
      show(line as Part<Facts>);
      wait();
    });
  } finally {
    output.progress(null);
  }
  return wholeOf(ended, otherwise) as Extract<AnswerOf<Facts>, Done>;
}

const isEnd = (line: object): boolean => 'done' in line || 'problem' in line;

function wholeOf(ended: Done | Broken | null, otherwise: How['otherwise']): Done {
  if (ended !== null && 'done' in ended) return ended;
  throw brokenOff(ended?.problem ?? null, otherwise);
}
