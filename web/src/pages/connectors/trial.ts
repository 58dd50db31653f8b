/** The draft tried out by the server while one writes: rules, warnings, and who would have matched. Nothing is changed. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiProblem, call } from '../../api/call.ts';
import type { InboundConnector, TriedConnector } from '../../api/contracts.ts';
import { bodyOf, changedLimitsOf, type Draft, limitsOf } from './draft.ts';

export interface Trial {
  readonly tried: TriedConnector | undefined;
  /** What the server would refuse; null: nothing. */
  readonly problem: ApiProblem | null;
  /** Another failure than a refusal. */
  readonly failure: Error | null;
  /** It is being asked for what is written now. */
  readonly pending: boolean;
}

const PAUSE_MS = 250;

/** @param name in the place of one that is not written yet. */
export function useTrial(
  draft: Draft,
  {
    edited,
    organization,
    name,
  }: { readonly edited: InboundConnector | null; readonly organization?: string; readonly name: string },
): Trial {
  const said = JSON.stringify({ ...draft, name: draft.name.trim() || name });
  const [settled, setSettled] = useState(said);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(said), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const query = useQuery({
    queryKey: ['connector-trial', edited?.id ?? null, organization, settled],
    queryFn: ({ signal }) => save(JSON.parse(settled) as Draft, { edited, organization, dryRun: true, signal }),
    retry: false,
    placeholderData: (before) => before,
  });
  const { error } = query;
  return {
    tried: error === null ? query.data : undefined,
    problem: error instanceof ApiProblem ? error : null,
    failure: error instanceof ApiProblem ? null : error,
    pending: said !== settled || query.isFetching,
  };
}

interface Options {
  readonly edited: InboundConnector | null;
  readonly organization?: string | undefined;
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
}

export const save = (draft: Draft, { edited, organization, dryRun, signal }: Options): Promise<TriedConnector> =>
  edited === null
    ? call('POST /inbound-connectors', {
        query: { organization, dryRun },
        body: { ...bodyOf(draft), limits: limitsOf(draft) },
        signal,
      })
    : call('PATCH /inbound-connectors/:name', {
        params: { name: edited.id },
        query: { dryRun },
        body: { ...bodyOf(draft), limits: changedLimitsOf(draft) },
        signal,
      });
