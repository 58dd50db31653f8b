/** The fate of a mail that has not been sent: asked by an administrator, answered by the rooms that would decide it. */
import type { Step } from '../step.ts';
import type { ToldCure } from '../remedy.ts';
import type { Assumed } from '../screening/assumed.ts';
import type { KeptReason } from '../reason.ts';

export interface MailQuestion {
  /** Without angle brackets; empty: the null reverse-path. */
  readonly from: string;
  /** From in the header; null: the same. */
  readonly headerFrom: string | null;
  readonly to: readonly string[];
  /** The client's network address. */
  readonly address: string;
  readonly helo: string;
  readonly tls: boolean;
  /** A trusted client certificate: its DNS names, its SHA-256 (64 hex digits) or both, with commas between; null: none is shown. */
  readonly certificate: string | null;
  /** The name it signs in with, the password being right; null: it does not. */
  readonly login: string | null;
  /** Name or role of a listener; null: the usual one. */
  readonly listener: string | null;
  readonly sizeBytes: number | null;
  /** Checks whose facts are taken for found; of others nothing stands against it. */
  readonly assumed: readonly Assumed[];
}

/** The question names a listener by a name or role that none has. */
export class NoSuchListener extends Error {
  override readonly name = 'NoSuchListener';
  readonly wanted: string;
  readonly there: readonly string[];

  constructor(wanted: string, there: readonly string[]) {
    super(`there is no listener ${wanted}; there are: ${there.join(', ')}`);
    this.wanted = wanted;
    this.there = there;
  }
}

export interface ExplainedRecipient {
  readonly address: string;
  readonly steps: readonly Step[];
  /** Whom a group or a forwarding leads to. */
  readonly onward: readonly ExplainedRecipient[];
}

export interface Explanation {
  readonly verdict: 'accepted' | 'partly' | 'refused';
  /** The client's words (`asked`) and the replies (`text`); why it was refused stands in `facts.cause`. */
  readonly conversation: readonly Step[];
  /** The decisions, in order; bad: refused there, or it would wait. */
  readonly decisions: readonly Step[];
  /** Of what was accepted. */
  readonly recipients: readonly ExplainedRecipient[];
  /** The header as it would be stored; null: refused. */
  readonly header: string | null;
  /** Of each thing that was refused the lack, and the cure. Absent: the server is of an earlier release. */
  readonly refusals?: readonly (ToldCure & {
    /** null: it was not of one recipient. */
    readonly recipient: string | null;
    readonly cause: string;
  })[];
  /** The last of them; null: nothing was refused. */
  readonly refusal: (ToldCure & { readonly cause: string; readonly reason?: KeptReason | null }) | null;
}
