import type { ToldLack } from '../../mail/sighting.ts';
import type { Output } from './output.ts';

/** The help against a refusal, as `watch` and `trace` say it. */
export function showLack(output: Output, indent: string, lack: Omit<ToldLack, 'reason'>): void {
  output.cure(`${indent}cure: `, lack);
  const { profile, because } = lack;
  if (profile === null) return;
  const why = because.length === 0 ? '' : ` (it ${because.join(', ')})`;
  output.line(`${indent}the profile ${profile} would have let it in${why}`);
}
