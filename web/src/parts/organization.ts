/** Which organization is looked at: one choice for all pages, kept in the browser. */
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { call } from '../api/call.ts';
import { useMe } from '../api/session.ts';

const PLACE = 'doorpost-organization';
/** As lists of the API are asked for all that the caller has. */
export const ALL = '*';

const listeners = new Set<() => void>();
const kept = (): string | null => localStorage.getItem(PLACE);

interface Choice {
  readonly all: readonly { readonly id: string; readonly name: string }[];
  /** An id; null: all of them. */
  readonly chosen: string | null;
  choose(id: string | null): void;
}

export function useOrganizationChoice(): Choice {
  const { organizations } = useMe();
  const listed = useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => call('GET /organizations', { query: {}, signal }),
    enabled: organizations === null,
  });
  const stored = useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => void listeners.delete(changed);
  }, kept);
  const all = (organizations ?? listed.data?.items ?? []).flatMap(({ id, name }) =>
    name === null ? [] : [{ id, name }],
  );
  return {
    all,
    chosen: all.some(({ id }) => id === stored) ? stored : null,
    choose(id) {
      if (id === null) localStorage.removeItem(PLACE);
      else localStorage.setItem(PLACE, id);
      for (const listener of listeners) listener();
    },
  };
}

/** For `organization` of a query: an id, or `*`. */
export const useOrganization = (): string => useOrganizationChoice().chosen ?? ALL;
