/** A route: an operation of the contract, and what is done for it. What it is asked has been checked by the contract. */
import type { Readable } from 'node:stream';
import type { Caller } from '../../mail/doors/caller.ts';
import type { DirectoryEdit } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Sentences } from '../../texts/sentences.ts';
import type { BrowserPlace } from '../sign-in/sessions.ts';
import type { Answering, AnswerOf, BodyOf, Operation, ParamsOf, QueryOf } from '../contracts/operation.ts';

export interface Asked<Facts extends Operation> {
  readonly params: ParamsOf<Facts>;
  readonly query: QueryOf<Facts>;
  readonly body: BodyOf<Facts>;
  /** The body where it is no JSON, as its operation allows; `body` is absent then. */
  readonly file: AsyncIterable<Buffer> | null;
  /** For the audit log: `local:<name>` or `token:<name>`. */
  readonly actor: string;
  /** The same with what they may; the operation's right has been looked at. */
  readonly caller: Caller;
  /** Of the language of who asked, for words that are made with more than the answer has. */
  readonly sentences: Sentences;
  /** Is the local administrator. */
  readonly isLocal: boolean;
  readonly browser: Browser;
  /** Throws a Problem when the caller says by `If-Match` that they saw another state. For what is not in the directory: of that the room looks itself. */
  requireSeen(etag: string): void;
  /** Aborted when who asked has gone, or their session was taken away. */
  gone(): AbortSignal;
  /** For answers that go on for long: false once who asked would not be let in any more. May throw, as any sign-in. */
  stillSignedIn(): Promise<boolean>;
}

/** The browser that a request may have come from. */
export interface Browser extends BrowserPlace {
  /** From another machine, or by a proxy. */
  readonly isBeyondLoopback: boolean;
  /** By which it calls us: `https://relay.contoso.com`. */
  readonly origin: string;
  /** Sign-ins at the provider that it has begun. */
  readonly begun: readonly string[];
  /** Keeps the cookie of a session; null: forgets it. */
  keep(cookie: string | null): void;
  /** The same of a sign-in that was begun at the provider. */
  keepBegun(cookie: string | null): void;
}

/** JSON that is written in pieces, because it is long. */
export class Written<Value> {
  declare readonly value?: Value;
  readonly pieces: AsyncIterable<string>;

  constructor(pieces: AsyncIterable<string>) {
    this.pieces = pieces;
  }
}

/** The value a route gives back, by how its operation answers. */
export type Given<Facts extends Operation> =
  Facts extends Answering<'json'>
    ? AnswerOf<Facts> | Written<AnswerOf<Facts>>
    : Facts extends Answering<'nothing'>
      ? void
      : Facts extends Answering<'lines'>
        ? AsyncIterable<AnswerOf<Facts>>
        : Facts extends Answering<'events'>
          ? Readable
          : string | Buffer | AsyncIterable<string | Uint8Array>;

/** Options a route may need beside its contract. */
export interface RouteOptions<Facts extends Operation> {
  /** Only over the local socket: it touches this machine's files, or trusts without proof. */
  readonly localOnly?: boolean;
  readonly handlerTimeout?: number;
  readonly bodyLimit?: number;
  /**
   * The edits that a body would make: of one with wrong fields the right ones are tried out too, so that an administrator hears of everything at
   * once. May throw: then there is nothing to add.
   */
  readonly edits?: (body: BodyOf<Facts>, asked: Asked<Facts>, view: DirectoryView) => readonly DirectoryEdit[];
}

export interface ApiRoute {
  readonly operation: Operation;
  readonly options: RouteOptions<Operation>;
  readonly act: (asked: Asked<Operation>) => Promise<unknown>;
}

export function route<Facts extends Operation>(
  operation: Facts,
  act: (asked: Asked<Facts>) => Promise<Given<Facts>> | Given<Facts>,
  options: RouteOptions<Facts> = {},
): ApiRoute {
  return {
    operation,
    options: options as unknown as RouteOptions<Operation>,
    act: async (asked) => act(asked as unknown as Asked<Facts>),
  };
}
