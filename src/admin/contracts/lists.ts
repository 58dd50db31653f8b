/** Allow and block lists, and restrictions. */
import { z } from 'zod';
import { allowEntryForms, blockEntryForms } from '../../directory/kinds/list-entry.ts';
import { restrictionForms } from '../../directory/kinds/restriction.ts';
import { collection, naming } from './collection.ts';
import { administers, json, operation } from './operation.ts';
import { nameParams, organizationQuery } from './shared.ts';

export const allowEntries = collection('allow-entry', allowEntryForms, {
  onCreate: 'Lets mail through lists and the spam filter; never over malware, and never over DMARC',
});

export const blockEntries = collection('block-entry', blockEntryForms, {
  onCreate: 'Of an address or domain: mail from it is kept out, and mail to it is refused (550 5.7.703)',
});

const mail = z.int().meta({ description: 'Recipients in the queue whose mail came from there' });

export const restrictions = {
  ...collection('restriction', restrictionForms, {
    onCreate: 'MAIL is refused from now on, and what came from there and waits in the queue is paused',
    created: { paused: mail },
  }),
  mail: operation({
    id: 'steerRestrictedMail',
    method: 'POST',
    path: '/restrictions/:name/mail',
    tag: 'restrictions',
    right: administers,
    description: 'To all that came from there and waits: count it, pause it, let it go on, or end it with a report',
    params: nameParams,
    query: organizationQuery,
    body: z.strictObject({ verb: z.enum(['count', 'hold', 'release', 'expire']) }),
    answer: json(z.object({ mail })),
    problems: naming,
  }),
};
