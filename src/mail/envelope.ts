import type { Address, ReversePath } from './address.ts';

/** RFC 3461 §4.1. `never` stands alone; otherwise any mix of the others. `null`: the sender did not say. */
export type Notify = 'never' | readonly ('success' | 'failure' | 'delay')[];

/** The parameters of MAIL (RFC 5321 §4.1.1.2 and the extensions' parameters). */
export interface MailParameters {
  /** Declared octets (RFC 1870), or null. */
  readonly sizeBytes: number | null;
  readonly body: '7bit' | '8bitmime';
  readonly smtputf8: boolean;
  /** RFC 3461 §4.3 and §4.4; the envid is kept decoded from xtext. */
  readonly ret: 'full' | 'hdrs' | null;
  readonly envid: string | null;
  /** REQUIRETLS (RFC 8689): protected all the way, or not delivered. Absent: it was not asked for. */
  readonly requireTls?: true;
}

/** One RCPT. */
export interface EnvelopeRecipient {
  readonly address: Address;
  readonly notify: Notify | null;
  /** RFC 3461 §4.2: `addr-type;decoded-address`, or null. */
  readonly orcpt: string | null;
}

export interface Envelope extends MailParameters {
  readonly reversePath: ReversePath;
  readonly recipients: readonly EnvelopeRecipient[];
}
