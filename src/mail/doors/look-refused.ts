/** A look into a mailbox that is not made to its end. */
export class LookRefused extends Error {
  override readonly name = 'LookRefused';
  /** `too-much`: it would take more time or memory than anybody's look may; `busy`: others wait already. */
  readonly why: 'too-much' | 'busy';

  constructor(why: 'too-much' | 'busy') {
    super(`a look into a mailbox: ${why}`);
    this.why = why;
  }
}
