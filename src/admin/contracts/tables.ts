/** Objects of a kind as a table file (CSV): read whole, and written as one change. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { changing } from './collection.ts';
import { administers, json, operation, reads } from './operation.ts';
import { plannedChange } from './planned-change.ts';
import { organizationQuery } from './shared.ts';
import { warningFields } from './cures.ts';

const upperFirst = <const Word extends string>(word: Word): Capitalize<Word> =>
  `${word.charAt(0).toUpperCase()}${word.slice(1)}` as Capitalize<Word>;

export function tableOperations<const Path extends `/${string}`, More extends z.ZodRawShape>(
  { plural, path, tag }: { readonly plural: string; readonly path: Path; readonly tag: string },
  description: string,
  more: More,
) {
  return {
    read: operation({
      id: `export${upperFirst(plural)}`,
      right: reads,
      fresh: true,
      method: 'GET',
      path,
      tag,
      query: organizationQuery,
      answer: { as: 'text', type: 'text/csv', description: 'One a line' },
      problems: ['not-found', 'which-organization'],
    }),
    write: operation({
      id: `import${upperFirst(plural)}`,
      right: administers,
      method: 'POST',
      path,
      tag,
      description,
      query: organizationQuery,
      body: z.strictObject({
        csv: z.string().min(1).max(bounds.admin.table),
        dryRun: z.boolean().default(false),
      }),
      answer: json(
        z.object({
          changes: z.array(plannedChange),
          applied: z.boolean(),
          revision: z.int(),
          ...warningFields,
          ...more,
        }),
      ),
      problems: [...changing, 'file-refused'],
    }),
  };
}
