/** What the page asks: how upstreams are, one of them as it is set up, and the kinds there are. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { Upstream } from '../../api/contracts.ts';
import type { Cloud } from './draft.ts';

/** More cards than anybody looks through. */
const SHOWN = 200;
/** Pace and waiting mail move without a hint. */
const AGAIN_MS = 10_000;

export const useUpstreams = (organization: string) =>
  useQuery({
    queryKey: ['upstreams', 'status', organization],
    queryFn: ({ signal }) => call('GET /upstreams/status', { query: { organization, limit: SHOWN }, signal }),
    refetchInterval: AGAIN_MS,
  });

export const useSettings = (id: string) =>
  useQuery({
    queryKey: ['directory', 'outbound-connectors', 'one', id],
    queryFn: ({ signal }) => call('GET /outbound-connectors/:name', { params: { name: id }, signal }),
  });

export const useKinds = (cloud: Cloud) =>
  useQuery({
    queryKey: ['upstream-kinds', cloud],
    queryFn: async ({ signal }) => ({ cloud, ...(await call('GET /upstreams/kinds', { query: { cloud }, signal })) }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** After a deed of one's own. */
export function useAgain(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['upstreams'] }),
      queries.invalidateQueries({ queryKey: ['directory', 'outbound-connectors'] }),
    ]);
}

/**
 * Remedies name an upstream as people do; links of ours by its id. null: there is none, or it is not known which: of two organizations' upstreams
 * of one name the wrong one would be given somebody's password.
 */
export function found(upstreams: readonly Upstream[], asked: string | undefined): Upstream | null {
  const byId = upstreams.find(({ id }) => id === asked);
  if (byId !== undefined) return byId;
  const [named, other] = upstreams.filter(({ name }) => name.toLowerCase() === asked?.toLowerCase());
  return named === undefined || other !== undefined ? null : named;
}
