/** A file that is tried out, looked at, and then made: what is made is what was looked at. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem, call } from '../../api/call.ts';
import type { Applied } from '../../api/contracts.ts';

export interface Planned {
  readonly yaml: string;
  readonly prune: boolean;
  readonly plan: Applied;
  /** Somebody was faster: this is not what was looked at before. */
  readonly isAnother: boolean;
}

export interface PlanOfFile {
  readonly planned: Planned | null;
  readonly done: Applied | null;
  /** Rejects with the problem. */
  preview(yaml: string, prune: boolean): Promise<void>;
  apply(): Promise<void>;
  forget(): void;
}

/** Somebody may be faster once more. */
const ATTEMPTS = 3;

const tryOut = (yaml: string, prune: boolean): Promise<Applied> =>
  call('POST /apply', { body: { yaml, prune, dryRun: true } });

/** What a long list leaves out cannot be compared. */
const isSame = (one: Applied, other: Applied): boolean =>
  other.changes.every(({ action, fields }) => action === 'delete' || fields.length > 0) &&
  JSON.stringify([one.changes, one.warnings]) === JSON.stringify([other.changes, other.warnings]);

export function usePlan(): PlanOfFile {
  const queries = useQueryClient();
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [done, setDone] = useState<Applied | null>(null);
  const make = async ({ yaml, prune, plan }: Planned, attempt: number): Promise<void> => {
    try {
      setDone(await call('POST /apply', { body: { yaml, prune, revision: plan.revision } }));
      setPlanned(null);
      await queries.invalidateQueries({ queryKey: ['directory'] });
    } catch (failure) {
      if (!(failure instanceof ApiProblem) || failure.code !== 'not-as-seen') throw failure;
      const now = { yaml, prune, plan: await tryOut(yaml, prune) };
      const isAnother = !isSame(plan, now.plan) || attempt >= ATTEMPTS;
      if (!isAnother) return make({ ...now, isAnother }, attempt + 1);
      setPlanned({ ...now, isAnother });
    }
  };
  return {
    planned,
    done,
    async preview(yaml, prune) {
      setPlanned(null);
      setDone(null);
      setPlanned({ yaml, prune, plan: await tryOut(yaml, prune), isAnother: false });
    },
    apply: async () => (planned === null ? undefined : make(planned, 1)),
    forget() {
      setPlanned(null);
      setDone(null);
    },
  };
}
