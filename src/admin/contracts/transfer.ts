/** Export and apply: an organization as a file, and back. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { changing } from './collection.ts';
import { generatedPasswords } from './mailboxes.ts';
import { administers, json, operation, reads } from './operation.ts';
import { plannedChange } from './planned-change.ts';
import { flagText, organizationQuery } from './shared.ts';
import { warningFields } from './cures.ts';

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
    query: z.strictObject({ dryRun: flagText.optional(), prune: flagText.optional() }),
    body: z.strictObject({
      yaml: z.string().min(1).max(bounds.admin.fileInJson),
      dryRun: z.boolean().default(false),
      prune: z.boolean().default(false).meta({
        description: 'Deletes what the sections of the file do not name, within the organizations it names',
      }),
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
    problems: [...changing, 'file-refused', 'invalid-sign-in', 'refers-to-nothing', 'unchangeable'],
  }),
};
