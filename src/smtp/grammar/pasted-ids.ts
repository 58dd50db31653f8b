/** Ids and Message-IDs as people paste them: out of a reply, a report, a log, or typed off a small display. Pure. */
import { bounds } from '../../base/bounds.ts';
import { isId } from '../../base/id.ts';

export interface Pasted {
  /** QueueIds, session ids and references (`<id>-<n>`), in the form they were given out in; what was called a reference first. */
  readonly ids: readonly string[];
  /** With their brackets off. */
  readonly messageIds: readonly string[];
}

/** An id, perhaps with the number of a refusal, in either case, with what surrounds it. */
const ID = /(?<![0-9a-z])(?<id>[0-9a-z]{16})(?:-(?<number>\d{1,6}))?(?![0-9a-z])/giu;
const CALLED_SO = /\bref\W{0,3}$/iu;

export function pasted(text: string): Pasted {
  const found = [...text.slice(0, bounds.smtp.pasted).matchAll(ID)].flatMap(({ groups, index }) => {
    const id = asGivenOut(groups?.['id'] ?? '');
    if (id === null) return [];
    const isCalledSo = CALLED_SO.test(text.slice(Math.max(0, index - 8), index));
    return [{ isCalledSo, id: groups?.['number'] === undefined ? id : `${id}-${groups['number']}` }];
  });
  const ids = [...found.filter((one) => one.isCalledSo), ...found.filter((one) => !one.isCalledSo)];
  return { ids: [...new Set(ids.map(({ id }) => id))], messageIds: messageIdsIn(text.slice(0, bounds.smtp.pasted)) };
}

/** The one id that is meant; a text without any comes back as it is, in capitals. */
export const idAsPasted = (text: string): string => pasted(text).ids[0] ?? text.trim().toUpperCase();

/** Crockford's alphabet has no I, L and O: who reads one has read another. A word of letters only is a word. */
function asGivenOut(text: string): string | null {
  const id = text.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/gu, '1');
  return /\d/u.test(text) && isId(id) ? id : null;
}

function messageIdsIn(text: string): readonly string[] {
  const bare = text.trim();
  const named = [...bare.matchAll(/<([^<>\s]+)>/gu)].map(([, inside = '']) => inside);
  const all = named.length === 0 && !/\s/u.test(bare) ? [bare.replaceAll(/[<>]/gu, '')] : named;
  return [...new Set(all.filter((one) => one.includes('@')))];
}
