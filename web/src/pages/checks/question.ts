/** What is to be checked: as the form has it, as it stands in the address, and as the API is asked. Pure. */
import type { SaidTo, Step } from '../../api/contracts.ts';
import type { Query } from '../../parts/url.ts';

type Body = NonNullable<SaidTo<'POST /checks'>['body']>;
export type Kind = NonNullable<Body['what']>;

export const kinds = ['all', 'server', 'protection', 'domain', 'upstream', 'connector', 'device'] as const;
/** Several of them there can be, each with a name. */
export const isNamed = (kind: Kind): kind is 'domain' | 'upstream' | 'connector' | 'device' =>
  kind === 'domain' || kind === 'upstream' || kind === 'connector' || kind === 'device';

export interface Draft {
  readonly what: Kind;
  readonly name: string;
  readonly sendTo: string;
  readonly probeHost: string;
}

export const draftOf = (query: Query): Draft => ({
  what: kinds.find((one) => one === query['what']) ?? 'all',
  name: query['name'] ?? '',
  sendTo: query['sendTo'] ?? '',
  probeHost: query['probeHost'] ?? '',
});

const said = (text: string): string | undefined => text.trim() || undefined;

export const queryOf = ({ what, name, sendTo, probeHost }: Draft): Query => ({
  what: what === 'all' ? undefined : what,
  name: isNamed(what) ? said(name) : undefined,
  sendTo: said(sendTo),
  probeHost: asksOutward(what) ? said(probeHost) : undefined,
});

export const asksOutward = (kind: Kind): boolean => kind === 'all' || kind === 'server';

export const bodyOf = (draft: Draft, organization: string | undefined): Body => {
  const { name, sendTo, probeHost } = queryOf(draft);
  return { what: draft.what, name, sendTo, probeHost, organization };
};

type Outcome = Step['outcome'];
/** Of the same thing, in the order in which things came. */
export interface Group {
  /** null: of nothing in particular. */
  readonly about: string | null;
  readonly steps: readonly Step[];
}

export const groupsOf = (steps: readonly Step[]): readonly Group[] =>
  [...Map.groupBy(steps, ({ about }) => about)].map(([about, own]) => ({ about, steps: own }));

export const needsAttention = ({ outcome }: Pick<Step, 'outcome'>): boolean => outcome !== 'good';

export const countsOf = (steps: readonly Step[]): Readonly<Record<Outcome, number>> => {
  const of = (wanted: Outcome): number => steps.filter(({ outcome }) => outcome === wanted).length;
  return { good: of('good'), warning: of('warning'), bad: of('bad'), unknown: of('unknown') };
};

/** To be taken along: into a mail, or a ticket. */
export const textOf = (steps: readonly Step[], outcomeText: (outcome: Outcome) => string): string =>
  steps
    .flatMap(({ about, what, asked, outcome, text, cure }) => [
      `${outcomeText(outcome)}: ${[about, what, asked].filter((one) => one !== null).join(', ')}: ${text}`,
      ...(cure === null ? [] : [`    ${cure}`]),
    ])
    .join('\n');
