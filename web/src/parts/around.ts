/** A sentence with something in its midst that is no text: what stands before that, and behind. */
const MARK = '\n';

/** @param say the sentence with this text in that place. */
export function around(say: (text: string) => string): readonly [before: string, behind: string] {
  const [before = '', behind = ''] = say(MARK).split(MARK);
  return [before, behind];
}
