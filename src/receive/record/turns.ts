/** Whose the lines of a session are, as far as is known while it goes on: turn by turn, a command with its reply, and transaction by transaction. */
import type { ObjectId } from '../../base/id.ts';
import type { DialogueEvent } from '../../smtp/server/dialogue-events.ts';

/** Lines that belong together. */
export interface SessionPart {
  /** The organizations they are of, more while it goes on; null: of the session as such. */
  of: readonly ObjectId[] | null;
  /** No more organizations are added. */
  settled: boolean;
}

const OF_SESSION: SessionPart = Object.freeze({ of: null, settled: true });

/** `own`: of its refusal, or of its recipient. `sign-in`: all lines of one exchange. */
type Turn = 'session' | 'sign-in' | 'transaction' | 'own' | 'content';

const turns = {
  connect: 'session',
  hello: 'session',
  starttls: 'session',
  challenge: 'sign-in',
  auth: 'sign-in',
  mail: 'transaction',
  rcpt: 'own',
  data: 'content',
  chunking: 'content',
  content: 'content',
  chunk: 'content',
  'end-of-data': 'content',
  rset: 'session',
  noop: 'session',
  help: 'session',
  vrfy: 'own',
  quit: 'session',
  fault: 'own',
} as const satisfies Record<DialogueEvent['type'], Turn>;

/** A transaction goes on, whatever is said, until one of these. */
const ENDS: ReadonlySet<DialogueEvent['type']> = new Set(['hello', 'starttls', 'mail', 'rset', 'quit']);

export class SessionTurns {
  #turn: Turn = 'session';
  #part: SessionPart = OF_SESSION;
  /** The lines that each organization with a recipient in it may read: MAIL. */
  #transaction: SessionPart | null = null;
  /** Its content was answered. */
  #isOver = false;
  /** More of the same sign-in is to come: we have asked for it. */
  #isAsking = false;

  /** The part that lines belong to now. */
  get part(): SessionPart {
    return this.#part;
  }

  /** Of the recipients of the transaction at hand, taken or refused. */
  get inTransaction(): readonly ObjectId[] {
    return this.#transaction?.of ?? [];
  }

  begin(event: DialogueEvent): void {
    const turn = event.type === 'fault' && event.stage === 'auth' ? 'sign-in' : turns[event.type];
    if (this.#isOver || ENDS.has(event.type)) this.#endTransaction();
    this.#isOver = event.type === 'end-of-data';
    const goesOn = turn === this.#turn && (turn === 'content' || (turn === 'sign-in' && this.#isAsking));
    this.#isAsking = event.type === 'challenge';
    if (goesOn) return;
    this.#begin(turn);
    if (turn === 'transaction') this.#transaction = this.#part;
  }

  /** A line of ours that answers nothing, such as 421. */
  beginOwnWord(): void {
    this.#begin('session');
  }

  end(): void {
    this.#endTransaction();
    this.#begin('session');
  }

  #begin(turn: Turn): void {
    if (this.#part !== this.#transaction && this.#part !== OF_SESSION) this.#part.settled = true;
    this.#turn = turn;
    this.#part = turn === 'session' ? OF_SESSION : { of: [], settled: false };
  }

  #endTransaction(): void {
    if (this.#transaction !== null) this.#transaction.settled = true;
    this.#transaction = null;
  }

  /** The turn at hand is this organization's, and so is the transaction it stands in. null: nobody's. */
  owns(organizationId: ObjectId | null): void {
    if (organizationId === null) return;
    add(this.#part, organizationId);
    if (this.#turn !== 'session' && this.#turn !== 'sign-in' && this.#transaction !== null)
      add(this.#transaction, organizationId);
  }
}

/** A new array each time: one that is pushed to has room for sixteen more, and a long session keeps hundreds. */
function add(part: SessionPart, organizationId: ObjectId): void {
  if (part.of !== null && !part.of.includes(organizationId)) part.of = [...part.of, organizationId];
}
