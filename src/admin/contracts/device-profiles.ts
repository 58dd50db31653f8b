/** Device profiles: the administrator's own, and the built-in ones beside them to read. */
import { z } from 'zod';
import { answerShape } from '../../directory/fields/answer-form.ts';
import { label } from '../../directory/fields/values.ts';
import { deviceProfileForms } from '../../directory/kinds/device-profile.ts';
import { collection } from './collection.ts';
import { json, operation, reads } from './operation.ts';

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
