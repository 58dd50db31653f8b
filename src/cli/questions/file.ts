/** A file that takes objects away, or lets strangers in. */
import { many } from '../../base/words/amounts.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import type { transfer } from '../../admin/contracts/transfer.ts';
import { listed } from '../../base/listed.ts';
import { bounds } from '../../base/bounds.ts';
import { takesInStrangers } from '../../policy/changes/connector-warnings.ts';
import type { Question } from './consent.ts';

type Change = AnswerOf<typeof transfer.apply>['changes'][number];

/** Of what it would change. null: nothing goes for good, and no door is opened. */
export function fileQuestion(changes: readonly Change[]): Question | null {
  const lost = [...gone(changes), ...opened(changes)];
  return lost.length === 0 ? null : { act: 'make the changes of the file', lost };
}

/** `2 mailboxes are removed: a@contoso.com, b@contoso.com`, a line a kind. */
function gone(changes: readonly Change[]): readonly string[] {
  const byKind = Map.groupBy(
    changes.filter(({ action }) => action === 'delete'),
    ({ kind }) => kind,
  );
  return [...byKind].map(([kind, some]) => {
    const names = some.slice(0, bounds.cli.namesAsked).map(({ name }) => name);
    return `${many(some.length, kind.replaceAll('-', ' '), pluralOf(kind))} ${some.length === 1 ? 'is' : 'are'} removed: ${listed(names, some.length)}`;
  });
}

const pluralOf = (kind: string): string => `${kind.replaceAll('-', ' ')}${kind.endsWith('x') ? 'es' : 's'}`;

const opened = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap(({ action, kind, name, fields }) =>
    action === 'delete'
      ? []
      : fields.flatMap(({ before, after }) => {
          const stood = new Set(textsIn(before));
          const wide = textsIn(after).filter((text) => !stood.has(text) && takesInStrangers(text));
          return wide.length === 0
            ? []
            : [`the ${kind.replaceAll('-', ' ')} ${name} takes in strangers: ${wide.join(', ')}`];
        }),
  );

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
