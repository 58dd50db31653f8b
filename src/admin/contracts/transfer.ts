/** Export and apply: an organization as a file, and back. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { changing } from './collection.ts';
import { generatedPasswords } from './mailboxes.ts';
import { administers, json, named, operation, reads } from './operation.ts';
import { plannedChange } from './planned-change.ts';
import { flagText, line, organizationQuery } from './shared.ts';
import { cureFields, remedyForm, warningFields } from './cures.ts';

/** As a dry run told it. */
const atRevision = 'Only while the directory is at this revision, which a dry run told';

export const transfer = {
  export: operation({
    id: 'exportOrganizations',
    right: reads,
    fresh: true,
    method: 'GET',
    path: '/export',
    tag: 'transfer',
    description:
      'Organizations as YAML; * for all of them. The system settings are left out when one organization is named',
    query: organizationQuery,
    answer: { as: 'text', type: 'text/yaml', description: 'The file' },
    problems: ['not-found', 'which-organization'],
  }),
  apply: operation({
    id: 'applyFile',
    right: administers,
    method: 'POST',
    path: '/apply',
    tag: 'transfer',
    description:
      'The file as JSON, or by itself as application/yaml with dryRun and prune in the query: that way a large one is read as it comes',
    query: z.strictObject({
      dryRun: flagText.optional(),
      prune: flagText.optional(),
      revision: z.coerce.number().int().min(0).optional().meta({ description: atRevision }),
    }),
    body: z.strictObject({
      yaml: z.string().min(1).max(bounds.admin.fileInJson),
      dryRun: z.boolean().default(false),
      prune: z.boolean().default(false).meta({
        description: 'Deletes what the sections of the file do not name, within the organizations it names',
      }),
      revision: z.int().min(0).optional().meta({ description: atRevision }),
    }),
    file: 'application/yaml',
    answer: json(
      z.object({
        changes: z.array(plannedChange),
        applied: z.boolean(),
        revision: z.int(),
        ...warningFields,
        passwords: generatedPasswords,
      }),
    ),
    problems: [...changing, 'not-as-seen', 'file-refused', 'invalid-sign-in', 'refers-to-nothing', 'unchangeable'],
  }),
  understand: operation({
    id: 'understandImport',
    right: administers,
    method: 'POST',
    path: '/import',
    tag: 'transfer',
    description:
      "Another server's configuration as a file for POST /apply, with what became of each setting. Nothing is changed, and no path in it is followed",
    query: organizationQuery,
    body: z.strictObject({
      from: z.enum(['postfix', 'exchange', 'hmailserver']),
      files: z
        .array(
          z.strictObject({
            name: line(bounds.admin.nameGiven).min(1),
            content: z.base64().max(bounds.admin.importedText),
          }),
        )
        .min(1)
        .max(bounds.admin.importedFiles)
        .meta({
          description: 'Postfix: main.cf, master.cf and the maps that they name, by their names without folder',
        }),
    }),
    answer: json(
      named(
        'Understood',
        z.object({
          yaml: z.string().meta({ description: 'For POST /apply' }),
          notes: z
            .array(
              z.object({
                source: z.string(),
                verdict: z.enum(['taken', 'different', 'left']),
                text: z.string(),
                cure: z.string().optional(),
                remedy: remedyForm.optional(),
              }),
            )
            .meta({ description: 'What became of each setting; `different`: it acts otherwise here' }),
          more: z.int().meta({ description: 'Further notes, which are not told' }),
          afterwards: z.array(z.object(cureFields)).meta({ description: 'What is left to do once it is applied' }),
        }),
      ),
    ),
    problems: ['import-refused', 'too-busy', 'not-found', 'not-unique', 'which-organization'],
  }),
};
