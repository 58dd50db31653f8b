/** Some acts ask for a sign-in younger than ten minutes: the shell asks the person, and the act is done again. */
type Ask = () => Promise<boolean>;

let ask: Ask = async () => false;

export const freshSignIn = {
  /** true: they have signed in again. */
  ask: (): Promise<boolean> => ask(),
  /** By the shell, which has a dialog for it. */
  askedBy(next: Ask): () => void {
    ask = next;
    return () => {
      ask = async () => false;
    };
  },
};
