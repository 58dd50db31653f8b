/**
 * Acts of remedies that a page of ours does: where its button leads, and what it is called (`parts:acts`). A page that learns to do an act adds a
 * line here; an act without one is told as its sentence.
 */
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { cureText } from '../../../src/texts/remedy.ts';
import type parts from '../words/en/parts.ts';

type AnyRemedy = NonNullable<Parameters<typeof cureText>[0]['remedy']>;
type OfAct<Act extends AnyRemedy['act']> = Extract<AnyRemedy, { readonly act: Act }>;

const approval = (approve: string): string => `/waiting?${new URLSearchParams({ approve })}`;

const ways: { readonly [Act in AnyRemedy['act'] & keyof typeof parts.acts]?: (remedy: OfAct<Act>) => string } = {
  'look-in-queue-and-trace': () => '/trace',
  'check-queue-id': () => '/trace',
  'check-reference': () => '/trace',
  'approve-device': ({ address }) => approval(address),
  'decide-on-device': ({ address }) => approval(address),
  'give-profile': ({ address }) => approval(address),
  'let-device-send': ({ name }) => approval(name),
  'see-waiting-devices': () => '/waiting',
  'copy-profile': () => '/profiles',
  'see-last-refusal': ({ reference }) => `/trace?${new URLSearchParams({ status: 'Rejected', open: reference })}`,
};

interface Act {
  readonly label: string;
  run(): void;
}

/** null: no page does it. */
export function useAct(remedy: AnyRemedy | undefined): Act | null {
  const { t } = useTranslation('parts');
  const navigate = useNavigate();
  if (remedy === undefined || !Object.hasOwn(ways, remedy.act)) return null;
  const act = remedy.act as keyof typeof ways;
  const way = ways[act] as (remedy: AnyRemedy) => string;
  const [to = '/', query = ''] = way(remedy).split('?');
  const search = Object.fromEntries(new URLSearchParams(query));
  return { label: t(`acts.${act}`), run: () => void navigate({ to, search: search as never }) };
}
