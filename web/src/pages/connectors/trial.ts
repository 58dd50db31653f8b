/** The draft tried out by the server while one writes: rules, warnings, and who would have matched. Nothing is changed. */
import { call } from '../../api/call.ts';
import type { InboundConnector, TriedConnector } from '../../api/contracts.ts';
import { type Tried, useTried } from '../../parts/trial.ts';
import { bodyOf, changedLimitsOf, type Draft, limitsOf } from './draft.ts';

export type Trial = Tried<TriedConnector>;

/** @param name in the place of one that is not written yet. */
export const useTrial = (
  draft: Draft,
  {
    edited,
    organization,
    name,
  }: { readonly edited: InboundConnector | null; readonly organization: string | undefined; readonly name: string },
): Trial =>
  useTried({
    key: ['connector-trial', edited?.id ?? null, organization],
    draft: { ...draft, name: draft.name.trim() || name },
    ask: (said, signal) => save(said, { edited, organization, dryRun: true, signal }),
    enabled: organization !== undefined,
  });

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
        ...(dryRun !== true && { seen: edited }),
      });
