/** Names that are told apart without regard to case: a second "Relay" is called "Relay (2)". */
export class FreshNames {
  /** How often each was wanted, so that many of one name are not counted through again and again. */
  readonly #times = new Map<string, number>();

  take(wanted: string): string {
    let times = this.#timesOf(wanted) + 1;
    while (times > 1 && this.#timesOf(numbered(wanted, times)) > 0) times++;
    const name = numbered(wanted, times);
    this.#times.set(wanted.toLowerCase(), times);
    if (times > 1) this.#times.set(name.toLowerCase(), 1);
    return name;
  }

  #timesOf(name: string): number {
    return this.#times.get(name.toLowerCase()) ?? 0;
  }
}

const numbered = (name: string, times: number): string => (times === 1 ? name : `${name} (${times})`);
