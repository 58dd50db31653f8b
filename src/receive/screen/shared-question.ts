/** One question that several wait for: it is asked once, and given up when the last of them has given up. */
export class SharedQuestion<Answer> {
  readonly #ending = new AbortController();
  readonly #answer: Promise<Answer>;
  #waiting = 0;

  /** @param ask rejects for nothing. */
  constructor(ask: (signal: AbortSignal) => Promise<Answer>) {
    this.#answer = ask(this.#ending.signal);
  }

  /** Nobody waits any more: whatever comes now says nothing of who was to answer. */
  get isGivenUp(): boolean {
    return this.#ending.signal.aborted;
  }

  /** null: the signal has fired first. */
  join(signal: AbortSignal): Promise<Answer | null> {
    const { promise, resolve } = Promise.withResolvers<Answer | null>();
    const leave = (): void => {
      if (--this.#waiting === 0) this.#ending.abort();
      resolve(null);
    };
    this.#waiting++;
    if (signal.aborted) leave();
    else {
      signal.addEventListener('abort', leave, { once: true });
      void this.#answer.then((answer) => {
        signal.removeEventListener('abort', leave);
        resolve(answer);
      });
    }
    return promise;
  }
}
