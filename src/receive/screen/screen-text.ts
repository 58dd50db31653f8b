/** The story of a look at a message, as the trace tells it: the judgement, what decided, what helps, and the results. */
import type { CompositeResult, Screened, ScreenRow } from '../../mail/screening/screened.ts';
import { type Phrase, say } from '../../texts/phrase.ts';

/** @param author the address that From shows, or of whoever sent it. */
export function screenWords(screened: Screened, author: string): Phrase {
  const { scl, category, filter, disposition, row, observed, composite, results, notScanned, virus } = screened;
  const judged = say`${taken[disposition]} (SCL ${scl}, ${category}, ${filter})`;
  const named = row === undefined ? judged : say`${judged} for the check ${row}`;
  const sentences = [
    ...(observed ?? []).map((one) => would[one.would](one.row)),
    ...(virus === undefined ? [] : [say`Malware was found: ${virus}`]),
    ...(notScanned === undefined ? [] : [say`Not looked at: ${notScanned.join(', ')}`]),
    ...(results === undefined ? [] : [say`${results}`]),
  ];
  return sentences.reduce(
    (before, each) => say`${before}. ${each}`,
    composite === undefined ? named : say`${named}: ${shown(composite, author)}`,
  );
}

const taken = { inbox: say`Taken`, junk: say`Taken as junk`, quarantine: say`Taken into quarantine` };

const would = {
  reject: (row: ScreenRow) => say`Only observed: the check ${row} would refuse it`,
  defer: (row: ScreenRow) => say`Only observed: the check ${row} would put it off`,
  junk: (row: ScreenRow) => say`Only observed: the check ${row} would put it into Junk`,
  quarantine: (row: ScreenRow) => say`Only observed: the check ${row} would put it into quarantine`,
  hold: (row: ScreenRow) => say`Only observed: the check ${row} would hold it`,
};

/** Composite authentication in words, and what helps against it. */
function shown({ result, reason, byDevice }: CompositeResult, author: string): Phrase {
  if (byDevice) return say`it came from a device of the organization, which may write as ${author}`;
  if (reason === '300') return say`its header shows no one author`;
  if (reason === '400') return say`DNS did not answer, so nothing is known of whether ${author} sent it`;
  if (result === 'pass') return say`${author} is shown to be its sender`;
  if (result === 'softpass') return say`${author} is probably its sender`;
  if (result === 'none') return say`nobody asked who sent it`;
  const claim =
    reason === '000' || reason === '010'
      ? say`nothing shows that ${author} sent it, and the owner of the domain wants such mail turned away`
      : say`nothing shows that ${author} sent it`;
  return reason === '010' || reason === '601' ? say`${claim} (${CURE})` : claim;
}

const CURE = say`for a device of yours: list it, let it come by an inbound connector or sign in, or name its public address in the SPF record of the domain`;
