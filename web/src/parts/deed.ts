/** One thing that somebody does by a button: it is under way, or it failed. */
import { useState } from 'react';

export interface Deed {
  readonly busy: boolean;
  readonly error: Error | null;
  /** Never rejects: what went wrong is `error`. */
  run(act: () => Promise<unknown>): Promise<void>;
}

/** @param done after it went well */
export function useDeed(done?: () => void): Deed {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  return {
    busy,
    error,
    async run(act) {
      setBusy(true);
      setError(null);
      try {
        await act();
        done?.();
      } catch (failure) {
        setError(failure as Error);
      } finally {
        setBusy(false);
      }
    },
  };
}
