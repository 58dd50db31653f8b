/** A verb of the queue that is carried out: under way, failed, or what came of it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { QueueAct, Steered } from '../../api/contracts.ts';
import { useDeed } from '../../parts/deed.ts';
import { useOrganization } from '../../parts/organization.ts';

/** The kinds of queries that tell of mail that waits. */
const TOUCHED = ['queue', 'queue-count', 'destinations'] as const;

export interface Steering {
  readonly busy: boolean;
  readonly error: Error | null;
  /** null: nothing was done yet, or it was read. */
  readonly done: { readonly verb: QueueAct['verb']; readonly answer: Steered } | null;
  run(act: QueueAct): Promise<void>;
  dismiss(): void;
  /** Of a verb that was carried out elsewhere, in a dialog that shows its own errors. */
  tell(verb: QueueAct['verb'], answer: Steered): void;
}

/** @param after it was done */
export function useSteering(after?: () => void): Steering {
  const queries = useQueryClient();
  const organization = useOrganization();
  const [done, setDone] = useState<Steering['done']>(null);
  const { busy, error, run } = useDeed();
  const tell = (verb: QueueAct['verb'], answer: Steered): void => {
    setDone({ verb, answer });
    for (const kind of TOUCHED) void queries.invalidateQueries({ queryKey: [kind] });
    after?.();
  };
  return {
    busy,
    error,
    done,
    tell,
    dismiss: () => setDone(null),
    run: (act) =>
      run(async () => {
        setDone(null);
        tell(act.verb, await call('POST /queue/actions', { query: { organization }, body: act }));
      }),
  };
}
