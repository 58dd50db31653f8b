/** Somebody else changed the object that a change is about: the shell shows what, and asks the person, and the change is made all the same or not. */

/** An object as the page has it. */
export interface Seen {
  readonly etag: string;
}

export interface Collision {
  /** `PATCH /devices/:name`. */
  readonly key: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seen: Seen;
}

/** null: it is not to be made. */
type Ask = (collision: Collision) => Promise<Seen | null>;

let ask: Ask = async () => null;

export const meanwhile = {
  /** The state that is saved over. */
  ask: (collision: Collision): Promise<Seen | null> => ask(collision),
  /** By the shell, which has a dialog for it. */
  askedBy(next: Ask): () => void {
    ask = next;
    return () => {
      ask = async () => null;
    };
  },
};
