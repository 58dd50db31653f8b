/** The draft tried out by the server, and at last really saved. */
import { call } from '../../api/call.ts';
import type { OutboundConnector, TriedUpstream, UpstreamKind } from '../../api/contracts.ts';
import { type Tried, useTried } from '../../parts/trial.ts';
import { bodyOf, type Draft, type Form, serviceOf } from './draft.ts';

export type Trial = Tried<TriedUpstream>;

export interface StepProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  readonly form: Form;
  readonly trial: Trial;
}

interface Saving {
  readonly edited: OutboundConnector | null;
  readonly form: Form;
  readonly kinds: readonly UpstreamKind[];
  readonly organization: string;
}

/** @param name in the place of one that is not written yet. */
export const useTrial = (
  draft: Draft,
  { name, enabled, ...saving }: Saving & { readonly name: string; readonly enabled: boolean },
): Trial =>
  useTried({
    key: ['upstream-trial', saving.edited?.id ?? null, saving.organization],
    draft: { ...draft, name: draft.name.trim() || name },
    ask: (said, signal) => save(said, { ...saving, dryRun: true, signal }),
    enabled,
  });

export const save = (
  draft: Draft,
  {
    edited,
    form,
    kinds,
    organization,
    dryRun,
    signal,
  }: Saving & { readonly dryRun?: boolean; readonly signal?: AbortSignal },
): Promise<TriedUpstream> =>
  edited === null
    ? call('POST /outbound-connectors', {
        query: { organization, dryRun },
        body: { ...bodyOf(draft, form), service: serviceOf(draft, form, kinds) },
        signal,
      })
    : call('PATCH /outbound-connectors/:name', {
        params: { name: edited.id },
        query: { dryRun },
        body: bodyOf(draft, form),
        signal,
        ...(dryRun !== true && { seen: edited }),
      });
