/** Some acts ask for a sign-in younger than ten minutes: the shell asks the person, and the act is done again. */
type Ask = () => Promise<boolean>;

let ask: Ask = async () => false;
let asking: Promise<boolean> | null = null;

export const freshSignIn = {
  /** true: they have signed in again. Whoever asks meanwhile waits for the same answer. */
  ask(): Promise<boolean> {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  },
  /** By the shell, which has a dialog for it. */
  askedBy(next: Ask): () => void {
    ask = next;
    return () => {
      ask = async () => false;
    };
  },
};
