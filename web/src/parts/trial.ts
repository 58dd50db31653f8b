/** A draft tried out by the server while one writes: rules, warnings, and what else it tells. Nothing is changed. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiProblem } from '../api/call.ts';
import { sentence } from './sentence.ts';

export interface Tried<Answer> {
  readonly tried: Answer | undefined;
  /** What the server would refuse; null: nothing. */
  readonly problem: ApiProblem | null;
  /** Another failure than a refusal. */
  readonly failure: Error | null;
  /** It is being asked for what is written now. */
  readonly pending: boolean;
}

const PAUSE_MS = 250;

interface Options<Draft, Answer> {
  readonly key: readonly unknown[];
  readonly draft: Draft;
  readonly ask: (draft: Draft, signal: AbortSignal) => Promise<Answer>;
  /** false: there is nothing to try yet. */
  readonly enabled?: boolean;
}

/** @param ask once the draft has rested for a moment. */
export function useTried<Draft, Answer>({ key, draft, ask, enabled = true }: Options<Draft, Answer>): Tried<Answer> {
  const said = JSON.stringify(draft);
  // With what was whole then: a draft that has become so is not asked about as it was a moment before, when a field was empty.
  const [settled, setSettled] = useState({ said, enabled });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ said, enabled }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [said, enabled]);
  const query = useQuery({
    queryKey: [...key, settled.said],
    queryFn: ({ signal }) => ask(JSON.parse(settled.said) as Draft, signal),
    retry: false,
    enabled: enabled && settled.enabled,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const { error } = query;
  return {
    tried: error === null ? query.data : undefined,
    problem: error instanceof ApiProblem ? error : null,
    failure: error instanceof ApiProblem ? null : error,
    pending: enabled && (said !== settled.said || !settled.enabled || query.isFetching),
  };
}

/** What the server would refuse of these fields, and of what is in them. */
export const faultsOf = ({ problem }: Pick<Tried<unknown>, 'problem'>, fields: readonly string[]): readonly string[] =>
  (problem?.problem.problems ?? [])
    .filter(({ path }) =>
      fields.some((field) => path === field || (/^[.[]/u.test(path.slice(field.length)) && path.startsWith(field))),
    )
    .map(({ message, cure }) => `${sentence(message)} ${sentence(cure)}`);
