/**
 * The second secret of a sign-in. A cookie goes to every port of a host; what this origin keeps for itself goes to none. So the cookie alone
 * is worth nothing, and each call sends both.
 */
const PLACE = 'doorpost-secret';

export const secret = {
  read: (): string | null => localStorage.getItem(PLACE),
  keep: (value: string): void => localStorage.setItem(PLACE, value),
  forget: (): void => localStorage.removeItem(PLACE),
};

/** Told when a sign-in came to its end, or the person has left. */
type Why = 'ended' | 'left';
const listeners = new Set<(why: Why) => void>();
export const signedOut = {
  emit: (why: Why): void => {
    for (const listener of listeners) listener(why);
  },
  listen(listener: (why: Why) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
