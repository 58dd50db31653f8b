/** Some acts ask for a sign-in younger than ten minutes: the shell asks the person, and the act is done again. */
import { Question } from './question.ts';

const question = new Question<object, boolean>(false);
let asking: Promise<boolean> | null = null;

export const freshSignIn = {
  /** true: they have signed in again. Whoever asks meanwhile waits for the same answer. */
  ask(): Promise<boolean> {
    asking ??= question.ask({}).finally(() => {
      asking = null;
    });
    return asking;
  },
  askedBy: (dialog: () => Promise<boolean>): (() => void) => question.askedBy(dialog),
};
