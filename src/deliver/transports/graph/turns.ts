/** So many at once under one name; the others wait in the order in which they came, or until they are given up. */
export interface Turn {
  leave(): void;
}

export interface Turns {
  /** Also resolves, without a place, when `signal` aborts: what follows sees the signal itself. */
  enter(name: string, signal: AbortSignal): Promise<Turn>;
}

export function createTurns(most: number): Turns {
  const inside = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();

  const leave = (name: string): void => {
    const next = waiting.get(name)?.shift();
    // The place goes on to who waits.
    if (next !== undefined) {
      next();
      return;
    }
    waiting.delete(name);
    const left = (inside.get(name) ?? 1) - 1;
    if (left === 0) inside.delete(name);
    else inside.set(name, left);
  };
  const turn = (name: string): Turn => {
    let over = false;
    return {
      leave() {
        if (over) return;
        over = true;
        leave(name);
      },
    };
  };

  return {
    async enter(name, signal) {
      const now = inside.get(name) ?? 0;
      if (now < most) {
        inside.set(name, now + 1);
        return turn(name);
      }
      const { promise, resolve } = Promise.withResolvers<'placed' | 'given-up'>();
      const place = (): void => resolve('placed');
      const queue = waiting.get(name) ?? [];
      waiting.set(name, queue);
      queue.push(place);
      const givenUp = (): void => {
        const at = queue.indexOf(place);
        if (at < 0) return;
        queue.splice(at, 1);
        resolve('given-up');
      };
      if (signal.aborted) givenUp();
      signal.addEventListener('abort', givenUp, { once: true });
      const how = await promise;
      signal.removeEventListener('abort', givenUp);
      return how === 'placed' ? turn(name) : { leave() {} };
    },
  };
}
