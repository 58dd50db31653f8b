/** A look, into a mailbox or at the records of a domain, that is not made to its end. */
export class LookRefused extends Error {
  override readonly name = 'LookRefused';
  /** `too-much`: it would take more time or memory than anybody's look may; `busy`: others wait already; `checks`: so do checks of domains, or the same one is under way. */
  readonly why: 'too-much' | 'busy' | 'checks';

  constructor(why: LookRefused['why']) {
    super(`a look that was not made: ${why}`);
    this.why = why;
  }
}
