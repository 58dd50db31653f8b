/** Device profiles: the administrator's own, and the built-in ones beside them to read. */
import { z } from 'zod';
import { answerShape } from '../../directory/fields/answer-form.ts';
import { label } from '../../directory/fields/values.ts';
import { deviceProfileForms } from '../../directory/kinds/device-profile.ts';
import { collection, naming } from './collection.ts';
import { json, operation, reads } from './operation.ts';
import { nameParams, organizationQuery } from './shared.ts';

const forms = {
  /** Traits that are not given come from `from`, so no default of the form may stand in for them. */
  create: deviceProfileForms.patch
    .required({ name: true })
    .extend({ from: label.optional().meta({ description: 'A profile whose traits it begins with; absent: strict' }) }),
  patch: deviceProfileForms.patch,
};

export const deviceProfiles = {
  ...collection('device-profile', forms, {
    problems: ['unchangeable', 'refers-to-nothing'],
    onChange: 'A new name is also put where devices and connectors name the profile',
  }),
  uses: operation({
    id: 'showProfileUses',
    right: reads,
    method: 'GET',
    path: '/device-profiles/:name/uses',
    tag: 'device-profiles',
    description: 'Devices and inbound connectors that name the profile, an own one or a built-in one',
    params: nameParams,
    query: organizationQuery,
    answer: json(
      z.object({
        total: z.int(),
        items: z
          .array(z.object({ kind: z.enum(['device', 'inbound-connector']), id: z.string(), name: z.string() }))
          .meta({ description: 'The first of them' }),
      }),
    ),
    problems: naming,
  }),
  builtIn: operation({
    id: 'listBuiltInProfiles',
    right: reads,
    method: 'GET',
    path: '/built-in-profiles',
    tag: 'device-profiles',
    description: 'All of them: there are as many as a release has',
    answer: json(
      z.object({
        items: z.array(z.object({ builtIn: z.literal(true), ...answerShape(deviceProfileForms.shape) })),
      }),
    ),
    problems: [],
  }),
};
