/** How the rows of the table stand for an organization: in force, only observed, or off. Pure. */
import type { ScreenAct, ScreenRow } from '../mail/screening/screened.ts';
import { dispositionTable, isObserved } from './disposition.ts';
import type { EnvelopeFacts } from './screen-facts.ts';
import {
  type ActCell,
  columns,
  type DispositionRow,
  type RowNeed,
  type RowState,
  type WayColumn,
} from './table-row.ts';

const needs: Readonly<Partial<Record<ScreenRow, RowNeed>>> = {
  'spam-list': 'block-list',
  'policy-list': 'block-list',
  malware: 'clamd',
  'virus-scan-failed': 'clamd',
  'high-confidence-spam': 'rspamd',
  spam: 'rspamd',
  bulk: 'rspamd',
};

export interface RowStanding {
  readonly row: ScreenRow;
  readonly needs: RowNeed | null;
  /** By way in, where one of the presets does something. */
  readonly acts: readonly {
    readonly way: WayColumn;
    readonly standard: ScreenAct | null;
    readonly strict: ScreenAct | null;
  }[];
}

export const rowStandings: readonly RowStanding[] = dispositionTable.map((row) => ({
  row: row.name,
  needs: needs[row.name] ?? null,
  acts: columns.flatMap((way) => {
    const [standard, strict] = both(row.cells[way]);
    return standard === null && strict === null ? [] : [{ way, standard, strict }];
  }),
}));

/** `observe` is what `standard` would do. */
export function rowState(name: ScreenRow, set: Pick<EnvelopeFacts, 'preset' | 'observes'>): RowState {
  const row = dispositionTable.find((one) => one.name === name);
  if (row === undefined || !does(row, set.preset)) return 'off';
  return isObserved(row, set) ? 'observed' : 'in-force';
}

const does = ({ cells }: DispositionRow, preset: EnvelopeFacts['preset']): boolean =>
  columns.some((way) => {
    const [standard, strict] = both(cells[way]);
    const act = preset === 'strict' ? strict : standard;
    return act !== null && act !== 'stamp';
  });

function both(cell: ActCell): readonly [ScreenAct | null, ScreenAct | null] {
  return cell === null || typeof cell === 'string' ? [cell, cell] : cell;
}
