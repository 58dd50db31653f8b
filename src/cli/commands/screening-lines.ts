/** Spam filter, virus scanner and block lists, a line each. */
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import type { engines } from '../../admin/contracts/engines.ts';
import { engineWords, listWords } from '../../texts/en/engines.ts';
import { systemClock } from '../../base/system-clock.ts';
import { spanText } from '../../base/words/amounts.ts';
import { timeText } from '../terminal/output.ts';
import type { Row } from './collection.ts';

type Screening = AnswerOf<typeof engines.show>;

const engineText = ({ engine, state, since, trouble, version }: Screening['engines'][number]): string => {
  if (state !== 'failing')
    return `${engineWords[engine] ?? engine}: ${state === 'ok' ? 'OK' : 'not asked yet'}${versionText(version)}`;
  const why = trouble?.words ?? trouble?.why ?? '';
  return `${engineWords[engine] ?? engine}: GIVES NO ANSWER${since === null ? '' : ` since ${timeText(since)}`} (${why})`;
};

/** Answers of a server of before have none. */
function versionText(version: Screening['engines'][number]['version'] | undefined): string {
  if (version === null || version === undefined) return '';
  const { program, signaturesAt } = version;
  if (signaturesAt === null) return `; ${program}`;
  const age = spanText(Math.max(0, systemClock.now() - signaturesAt));
  return `; ${program}, its signatures are ${age} old (${timeText(signaturesAt)})`;
}

const listText = ({ list, state, trouble }: Screening['lists'][number]): string =>
  `block list ${list}: ${state === 'untried' ? 'not asked yet' : trouble === null ? 'OK' : (listWords[trouble] ?? trouble)}`;

/** Of what is set. */
export const screeningLines = (screening: Screening | undefined): readonly Row[] =>
  [...(screening?.engines ?? []).map(engineText), ...(screening?.lists ?? []).map(listText)].map((text) => [
    'protection',
    text,
  ]);
