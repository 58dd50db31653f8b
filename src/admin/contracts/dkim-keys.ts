/** DKIM keys: made, checked in DNS, used, retired. */
import { z } from 'zod';
import { dkimKeyForms } from '../../directory/kinds/dkim-key.ts';
import { dkimRecordStates } from '../../mail/doors/dkim-health.ts';
import { changing, collection } from './collection.ts';
import { dkimServerView } from './dkim-views.ts';
import { administers, json, operation } from './operation.ts';
import { nameParams, organizationQuery, word } from './shared.ts';
import { views } from './views.ts';

export const dkimKeys = {
  ...collection('dkim-key', dkimKeyForms, {
    filter: { domain: word.meta({ description: 'Only those of this domain' }) },
    onCreate:
      'Makes the pair. It signs once its record is published: at once where it is the first of its kind, else seven days later',
    onChange:
      'active: it signs from now on, whatever DNS says, and the one of its algorithm that did is retired. retired: it signs no more',
  }),
  check: operation({
    id: 'checkDkimKey',
    right: administers,
    method: 'POST',
    path: '/dkim-keys/:name/check',
    tag: 'dkim-keys',
    description:
      'Asks each authoritative name server for its record, keeps what was found, and begins to sign where that is due. The house does the same each hour',
    params: nameParams,
    query: organizationQuery,
    answer: json(
      z.object({
        item: views['dkim-key'],
        found: z.enum(dkimRecordStates).meta({ description: 'What this look found' }),
        servers: z.array(dkimServerView),
      }),
    ),
    problems: ['too-busy', ...changing, 'not-running-here'],
  }),
};
