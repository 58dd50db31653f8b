import { Problem } from '../http/problem.ts';

/** A part of the house that belongs to no organization was asked for by somebody who has only some. The contracts keep it from coming as far. */
export function notYours(what: string): never {
  throw new Problem(
    'not-permitted',
    { why: 'whole-system', kind: 'system', name: what },
    { act: 'ask-for-right', role: 'global-administrator', content: false },
  );
}
