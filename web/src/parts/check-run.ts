/** The troubleshooting list, run for real: steps as they arrive, until it ends, is stopped, or breaks off. */
import { useEffect, useRef, useState } from 'react';
import { ApiProblem, lines } from '../api/call.ts';
import type { SaidTo, Step } from '../api/contracts.ts';

type Body = NonNullable<SaidTo<'POST /checks'>['body']>;

export interface CheckRun {
  readonly steps: readonly Step[];
  /** `idle`: nothing was asked yet. */
  readonly state: 'idle' | 'running' | 'done' | 'stopped' | 'failed';
  readonly error: Error | null;
  /** From the beginning, whatever ran before. */
  start(body: Body): void;
  stop(): void;
}

export function useCheckRun(): CheckRun {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [state, setState] = useState<CheckRun['state']>('idle');
  const [error, setError] = useState<Error | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const run = async (body: Body, { signal }: AbortController): Promise<void> => {
    try {
      let isWhole = false;
      for await (const line of lines('POST /checks', { body, signal })) {
        if ('problem' in line) throw new ApiProblem(line.problem, line.problem.status, null);
        if ('done' in line) isWhole = true;
        else setSteps((before) => [...before, line]);
      }
      if (!signal.aborted) setState(isWhole ? 'done' : 'stopped');
    } catch (failure) {
      if (signal.aborted) return;
      setError(failure as Error);
      setState('failed');
    }
  };
  return {
    steps,
    state,
    error,
    start(body) {
      running.current?.abort();
      running.current = new AbortController();
      setSteps([]);
      setError(null);
      setState('running');
      void run(body, running.current);
    },
    stop() {
      running.current?.abort();
      setState('stopped');
    },
  };
}
