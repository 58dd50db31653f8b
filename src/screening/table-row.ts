/** A row of the table by which mail is judged, as data, and how it is read. */
import type { Reason } from '../mail/reason.ts';
import type { Reply } from '../mail/reply.ts';
import type { Screened, ScreenRow, ScreenAct } from '../mail/screening/screened.ts';
import type { EnvelopeFacts, ScreenFacts } from './screen-facts.ts';

/** Ways in as the table has columns: `own` is a stranger who writes in a domain of the organization. */
export const columns = ['relay', 'submission', 'direct', 'own', 'partner'] as const;
export type WayColumn = (typeof columns)[number];

/** The act of the presets `standard` and `strict`, or of both; null: the row does not apply. */
export type ActCell = ScreenAct | null | readonly [standard: ScreenAct | null, strict: ScreenAct | null];

/** Those that a row may spare. `allowed-author`: one that has authenticated itself; `own-mailboxes`: mail of who signs in to mailboxes here. */
export const exemptions = ['postmaster', 'allowed-address', 'allowed-author', 'allowed-pair', 'own-mailboxes'] as const;
export type Exemption = (typeof exemptions)[number];

/** How a row stands for an organization. */
export const rowStates = ['in-force', 'observed', 'off'] as const;
export type RowState = (typeof rowStates)[number];

/** Things that a row cannot do without. */
export const rowNeeds = ['rspamd', 'clamd', 'block-list'] as const;
export type RowNeed = (typeof rowNeeds)[number];

export interface DispositionRow {
  readonly name: ScreenRow;
  /** For the reader of the table: what it looks at. */
  readonly fact: string;
  /** Why it applies; null: it does not. `all`: null at MAIL and RCPT. */
  readonly when: (facts: EnvelopeFacts, all: ScreenFacts | null) => Reason | null;
  readonly sparing: readonly Exemption[];
  /** Devices that the organization knows are judged in it as if they came by a connector, where they write in its own domain. */
  readonly trustsDevices?: true;
  /** It says what an administrator set up, and is observed only where it is named. */
  readonly isOwnWord?: true;
  readonly cells: Readonly<Record<WayColumn, ActCell>>;
  /** An organization may have refused what the row would put away. */
  readonly mayReject?: (facts: EnvelopeFacts) => boolean;
  /** To the peer, where one of its acts is a refusal. */
  readonly reply?: (reason: never, facts: EnvelopeFacts) => Reply;
  /** The mark on a message that is taken though it applies. */
  readonly mark?: Pick<Screened, 'scl' | 'category' | 'filter'>;
}

/** The column that a message is judged in, by this row. */
export function columnOf(row: Pick<DispositionRow, 'trustsDevices'>, facts: EnvelopeFacts): WayColumn {
  if (facts.way !== 'direct' && facts.way !== 'partner') return facts.way;
  if (row.trustsDevices === true && facts.isKnownDevice && facts.isOwnAuthor) return 'relay';
  return facts.way === 'direct' && facts.isOwnAuthor ? 'own' : facts.way;
}

/** An organization that only observes is told of what `standard` would do. */
export function cellOf(row: DispositionRow, facts: EnvelopeFacts): ScreenAct | null {
  const cell = row.cells[columnOf(row, facts)];
  if (cell !== null && row.mayReject?.(facts) === true) return 'reject';
  if (cell === null || typeof cell === 'string') return cell;
  return facts.preset === 'strict' ? cell[1] : cell[0];
}
