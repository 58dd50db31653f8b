/** The query of the address as the state of a page: what is filtered and what is open can be sent to a colleague, and Back goes back. */
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';

export type Query = Readonly<Record<string, string | undefined>>;

interface Url {
  readonly query: Query;
  /** Sets or, by undefined, takes away. `replace`: Back does not come here. */
  change(part: Query, options?: { readonly replace?: boolean }): void;
}

export function useUrl(): Url {
  const search: Query = useLocation().search;
  const navigate = useNavigate();
  return useMemo(
    () => ({
      query: search,
      change(part, { replace = false } = {}) {
        void navigate({ to: '.', search: ((before: Query) => ({ ...before, ...part })) as never, replace });
      },
    }),
    [search, navigate],
  );
}
