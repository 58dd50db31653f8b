/**
 * How mail is judged: one table, and a small interpreter. A row says when it applies, who is spared by it, and what it does on each way in; the
 * first one that applies and is not only observed decides. It is asked twice: at MAIL and RCPT with what is known of the envelope, and at the end
 * of data with everything. Pure.
 */
import type { Reason } from '../mail/reason.ts';
import type { Reply } from '../mail/reply.ts';
import { replies } from '../mail/replies.ts';
import type { Disposition, Screened, ScreenRow, FiredRow } from '../mail/screening/screened.ts';
import { type Refused, refuse } from '../mail/verdict.ts';
import { contentRows } from './content-rows.ts';
import { envelopeRows } from './envelope-rows.ts';
import { cellOf, type Exemption, type DispositionRow } from './table-row.ts';
import type { EnvelopeFacts, ScreenFacts, ScreenVerdict } from './screen-facts.ts';

/** In the order of `screenRows`, which a test holds. */
export const dispositionTable: readonly DispositionRow[] = [...envelopeRows, ...contentRows];

/** Every row that applies: what `explain` shows. */
export const firedRows = (facts: ScreenFacts): readonly FiredRow[] => fire(dispositionTable, facts, facts);

/** The same of the rows that are answered at MAIL and RCPT. */
export const firedAtEnvelope = (facts: EnvelopeFacts): readonly FiredRow[] => fire(envelopeRows, facts, null);

function fire(table: readonly DispositionRow[], facts: EnvelopeFacts, all: ScreenFacts | null): readonly FiredRow[] {
  const fired: FiredRow[] = [];
  for (const row of table) {
    const reason = row.when(facts, all);
    if (reason === null || row.sparing.some((exemption) => isExempt(exemption, facts, all))) continue;
    const act = cellOf(row, facts);
    if (act !== null) fired.push({ row: row.name, act, reason, isObserved: act !== 'stamp' && isObserved(row, facts) });
  }
  return fired;
}

/** A list or a restriction is an administrator's own word and no check of ours: the preset does not take it back. */
export const isObserved = (
  row: DispositionRow,
  { preset, observes }: Pick<EnvelopeFacts, 'preset' | 'observes'>,
): boolean => observes.includes(row.name) || (preset === 'observe' && row.isOwnWord !== true);

function isExempt(exemption: Exemption, facts: EnvelopeFacts, all: ScreenFacts | null): boolean {
  switch (exemption) {
    case 'postmaster':
      return facts.isForPostmaster;
    case 'allowed-address':
      return facts.listed.allowedAddress !== undefined;
    case 'allowed-author':
      return facts.listed.allowedAuthor !== undefined && all !== null && isAuthenticated(all);
    case 'allowed-pair':
      return facts.listed.allowedPair !== undefined;
    case 'own-mailboxes':
      return facts.isToOwnMailboxes === true;
  }
}

/** An allowed author is one that has shown who it is. */
const isAuthenticated = ({ authentication }: ScreenFacts): boolean =>
  authentication !== null &&
  [authentication.spf, ...authentication.dkim.filter(({ isPartial }) => !isPartial)].some(
    ({ result, isAligned }) => result === 'pass' && isAligned,
  );

/** The refusal at MAIL or RCPT; null: nothing of the table stands against it so far. */
export const judgeEnvelope = (
  facts: EnvelopeFacts,
): { readonly refused: Refused | null; readonly fired: readonly FiredRow[] } => {
  const fired = firedAtEnvelope(facts);
  const deciding = decidingOf(fired);
  return { refused: deciding === undefined ? null : refusalOf(deciding, facts), fired };
};

const decidingOf = (fired: readonly FiredRow[]): FiredRow | undefined => fired.find(({ isObserved }) => !isObserved);

/** null: its act is no refusal. */
function refusalOf({ row, act, reason }: FiredRow, facts: EnvelopeFacts): Refused | null {
  const reply = act === 'reject' || act === 'defer' ? replyOf(row, reason, facts) : null;
  return reply && refuse(reply, reason);
}

/** A row that refuses has a reply; a test looks at each. */
const replyOf = (name: ScreenRow, reason: Reason, facts: EnvelopeFacts): Reply =>
  dispositionTable.find((row) => row.name === name)?.reply?.(reason as never, facts) ?? replies.localError();

/** The judgement at the end of data. */
export function judge(facts: ScreenFacts): ScreenVerdict {
  const fired = firedRows(facts);
  const deciding = decidingOf(fired);
  const refused = deciding && refusalOf(deciding, facts);
  if (deciding && refused) return { kind: 'refuse', row: deciding.row, refused, fired };
  return { kind: 'take', screened: screenedBy(facts, fired, deciding), fired };
}

const DISPOSITIONS: Readonly<Partial<Record<FiredRow['act'], Disposition>>> = {
  junk: 'junk',
  quarantine: 'quarantine',
  // An administrator finds it there, releases or deletes it.
  hold: 'quarantine',
};

function screenedBy(facts: ScreenFacts, fired: readonly FiredRow[], deciding: FiredRow | undefined): Screened {
  const mark = dispositionTable.find(({ name }) => name === deciding?.row)?.mark;
  const observed = fired.flatMap(({ row, act, isObserved }) =>
    isObserved && act !== 'stamp' ? [{ row, would: act }] : [],
  );
  const { composite } = facts;
  const notScanned = (['engine', 'virus'] as const).filter((one) => facts[one]?.kind === 'unknown');
  return {
    ...(mark ?? unmarked(facts)),
    disposition: DISPOSITIONS[deciding?.act ?? 'stamp'] ?? 'inbox',
    ...(deciding === undefined ? {} : { row: deciding.row }),
    ...(observed.length === 0 ? {} : { observed }),
    ...(composite === undefined ? {} : { composite }),
    ...(facts.engine?.kind === 'answered'
      ? { engine: { score: facts.engine.score, symbols: facts.engine.symbols } }
      : {}),
    ...(facts.virus?.kind === 'found' ? { virus: facts.virus.signature } : {}),
    ...(notScanned.length === 0 ? {} : { notScanned }),
  };
}

/** Exchange's -1: a filter was skipped for who sends, or for a list. */
function unmarked({ way, listed }: ScreenFacts): Pick<Screened, 'scl' | 'category' | 'filter'> {
  if (way === 'relay' || way === 'submission') return { scl: -1, category: 'NONE', filter: 'SKN' };
  const allowed = listed.allowedAddress ?? listed.allowedAuthor ?? listed.allowedPair;
  return allowed === undefined
    ? { scl: 1, category: 'NONE', filter: 'NSPM' }
    : { scl: -1, category: 'NONE', filter: 'SKA' };
}
