/** Somebody else changed the object that a change is about: the shell shows what, and asks the person, and the change is made all the same or not. */
import { Question } from './question.ts';

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

/** The answer is the state that is saved over; null: the change is not to be made. */
export const meanwhile = new Question<Collision, Seen | null>(null);
