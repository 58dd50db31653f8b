/**
 * A spam filter's answer to one message (rspamd's /checkv2) as a fact. It comes from another program: whatever it says, the outcome is a fact
 * of bounded size, and what cannot be read is unknown, never spam. Pure.
 */
import { z } from 'zod';
import { bounds } from '../base/bounds.ts';
import { own } from '../base/own.ts';
import type { EngineFact } from '../mail/screening/facts.ts';

type Action = Extract<EngineFact, { kind: 'answered' }>['action'];

const answerForm = z.object({
  action: z.string(),
  score: z.number(),
  symbols: z.record(z.string(), z.object({ score: z.number().optional() })).optional(),
});

/** The action decides and not the score: it stands on rules that know better than a sum (a virus is `reject` at 8 of 15). */
const actions: Readonly<Record<string, Action>> = {
  'no action': 'accept',
  // We never put mail off for being unknown: devices send once.
  greylist: 'accept',
  'add header': 'spam',
  'rewrite subject': 'spam',
  quarantine: 'spam',
  reject: 'high-confidence-spam',
  discard: 'high-confidence-spam',
};

/** Not now: its own time ran out, or a pace of its own. */
const NOT_NOW = 'soft reject';

/** @param text JSON, bounded by whoever read it. */
export function spamLevel(text: string): EngineFact {
  const read = answerForm.safeParse(parsed(text));
  if (!read.success) return nonsense;
  const { action, score, symbols = {} } = read.data;
  if (action === NOT_NOW) return { kind: 'unknown', why: 'busy' };
  // `is_skipped` says nothing: rules were skipped also where the first of them was enough (GTUBE).
  const meant = own(actions, action);
  const all = Object.entries(symbols);
  if (meant === undefined || all.length > bounds.screening.symbolsRead) return nonsense;
  return { kind: 'answered', action: meant, score: hundredths(score), symbols: heaviest(all) };
}

const nonsense: EngineFact = { kind: 'unknown', why: 'nonsense' };

/** Names alone; they are stamped on mail, and so are words without blanks. */
const heaviest = (
  symbols: readonly (readonly [string, { readonly score?: number | undefined }])[],
): readonly string[] =>
  symbols
    .filter(([name]) => name.length <= bounds.screening.symbol && /^[\w.-]+$/u.test(name))
    .sort(([, a], [, b]) => Math.abs(b.score ?? 0) - Math.abs(a.score ?? 0))
    .slice(0, bounds.screening.symbolsKept)
    .map(([name]) => name);

const hundredths = (score: number): number => Math.round(Math.max(-9_999, Math.min(9_999, score)) * 100) / 100;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
