/** Alarms: what is raised, that somebody knows of it, and whether people would be told. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { alarmSeverities } from '../../mail/alarm.ts';
import { cureFields, saidForm, stepForm } from './cures.ts';
import { helps, json, named, operation, reads } from './operation.ts';
import { nextPage, organizationField, organizationQuery, pageFields } from './shared.ts';

export type { AlarmKind } from '../../mail/alarm.ts';

const alarm = named(
  'Alarm',
  z.object({
    key: z.string(),
    kind: z.string(),
    subject: z.string(),
    stage: z.number().meta({ description: 'Grows when it gets worse' }),
    severity: z.enum(alarmSeverities).meta({
      description:
        'high: mail stands still, is refused or lost; medium: it soon will be, or one sender’s is; low: there is time',
    }),
    facts: z.looseObject({}).optional().meta({ description: 'What is known of it, by its kind' }),
    cause: z.string(),
    said: saidForm.optional(),
    ...cureFields,
    organization: z.string().nullable(),
    since: z.number(),
    stageSince: z.number(),
    toldAt: z.number().nullable(),
    acknowledged: z.object({ at: z.number(), actor: z.string() }).nullable(),
  }),
);

export const alarms = {
  list: operation({
    id: 'listAlarms',
    right: reads,
    method: 'GET',
    path: '/alarms',
    tag: 'alarms',
    description: 'What is raised now, oldest first',
    query: z.strictObject({
      organization: organizationField,
      kind: z.string().max(bounds.admin.idGiven).optional().meta({ description: 'Only those of this kind' }),
      ...pageFields,
    }),
    answer: json(z.object({ items: z.array(alarm), next: nextPage })),
    problems: ['not-found', 'too-many-entries'],
  }),
  acknowledge: operation({
    id: 'acknowledgeAlarm',
    right: helps,
    method: 'POST',
    path: '/alarms/:key/acknowledge',
    tag: 'alarms',
    description: 'Known: no reminders of it any more, until it gets worse',
    params: z.object({ key: z.string().min(1).max(bounds.admin.alarmKey) }),
    answer: json(z.object({ item: alarm })),
    problems: ['not-found'],
  }),
  test: operation({
    id: 'testAlarms',
    right: helps,
    method: 'POST',
    path: '/alarms/test',
    tag: 'alarms',
    description: 'Sends a test alarm to every channel of the organization; what each answered',
    query: organizationQuery,
    answer: json(z.object({ steps: z.array(stepForm) })),
    problems: ['not-found', 'which-organization'],
  }),
};
