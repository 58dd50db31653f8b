/** Organizations, and the one object that is above them: the system settings. */
import { z } from 'zod';
import { organizationForms } from '../../directory/kinds/organization.ts';
import { systemPatch } from '../../directory/kinds/system.ts';
import { changing, collection, itemAnswer } from './collection.ts';
import { governs, json, named, operation } from './operation.ts';
import { views } from './views.ts';

export const organizations = collection('organization', organizationForms, { toAdd: governs });

export const system = {
  show: operation({
    id: 'showSystem',
    right: governs,
    method: 'GET',
    path: '/system',
    tag: 'system',
    answer: json(z.object({ item: views.system })),
    problems: [],
  }),
  change: operation({
    id: 'changeSystem',
    right: governs,
    method: 'PATCH',
    path: '/system',
    tag: 'system',
    body: named('SystemPatch', systemPatch),
    answer: json(itemAnswer(views.system)),
    takesIfMatch: true,
    problems: [...changing, 'not-as-seen'],
  }),
};
