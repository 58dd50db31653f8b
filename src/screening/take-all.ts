/** The judge that takes everything, and says what was found out: mail is looked at, and nothing is refused. Pure. */
import { compositeOf } from './authentication.ts';
import type { ScreenFacts, ScreenVerdict } from './screen-facts.ts';

export function takeAll(facts: ScreenFacts): ScreenVerdict {
  const { engine, virus } = facts;
  const composite = compositeOf(facts);
  const notScanned = [
    ...(engine?.kind === 'unknown' ? (['engine'] as const) : []),
    ...(virus?.kind === 'unknown' ? (['virus'] as const) : []),
  ];
  return {
    kind: 'take',
    isHeld: false,
    screened: {
      scl: 1,
      category: 'NONE',
      filter: 'NSPM',
      disposition: 'inbox',
      ...(composite === undefined ? {} : { composite }),
      ...(notScanned.length > 0 ? { notScanned } : {}),
    },
  };
}
