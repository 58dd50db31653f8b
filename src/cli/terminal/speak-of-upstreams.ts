/** The API calls an upstream by what it is there, an outbound connector: who asked for upstreams is answered in that word. */
import type { ToldCure } from '../../mail/remedy.ts';
import type { Run } from '../commands/collection.ts';
import type { Context } from '../context.ts';
import { Phrase } from '../../texts/phrase.ts';
import { CliFailure } from './failure.ts';

const words: readonly (readonly [RegExp, string])[] = [
  [/\ban outbound connector\b/gu, 'an upstream'],
  [/\boutbound connector(s?)\b/gu, 'upstream$1'],
  [/(?<=\bdoorpost )connector list\b/gu, 'upstream list'],
  [/(?<=\bdoorpost )connector set-outbound\b/gu, 'upstream set'],
  [/(?<=\bdoorpost )connector test\b/gu, 'upstream test'],
];

const spoken = (text: string): string => words.reduce((said, [theirs, ours]) => said.replace(theirs, ours), text);

export function speakingOfUpstreams(error: unknown): unknown {
  if (!(error instanceof CliFailure)) return error;
  const { message, told, exitCode, details, refused } = error;
  const ours = (of: ToldCure | null): ToldCure | null => of && { ...of, cure: spoken(of.cure) };
  return new CliFailure(
    spoken(message),
    told instanceof Phrase ? told : ours(told),
    exitCode,
    details.map((detail) => ({ path: detail.path, text: spoken(detail.text), told: ours(detail.told) })),
    refused,
  );
}

/** For the commands of a group that is all about upstreams. */
export function runOfUpstreams(run: Run): Run {
  return <Args extends readonly unknown[]>(
    act: (context: Context, ...args: Args) => Promise<number | undefined | void>,
  ) =>
    run<Args>(async (context, ...args) => {
      try {
        return await act(context, ...args);
      } catch (error) {
        throw speakingOfUpstreams(error);
      }
    });
}
