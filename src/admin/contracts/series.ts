/** Mail by hours or days. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { seriesOf } from '../../mail/doors/series.ts';
import { json, named, operation, reads } from './operation.ts';
import { countText, timeText, word } from './shared.ts';

export const mailSeries = operation({
  id: 'showSeries',
  right: reads,
  method: 'GET',
  path: '/series',
  tag: 'house',
  description:
    'Mail as it was counted, by hours or days of the server’s time zone; what is not there was nothing. Counted from `since` on',
  query: z.strictObject({
    from: timeText.default('24h'),
    to: timeText.optional().meta({ description: 'absent: now' }),
    step: z.enum(['hour', 'day']).default('hour'),
    by: z.enum(seriesOf).default('way').meta({
      description:
        'way in, outcome, inbound connector, upstream (or other way out), device, TLS of the session, cause of a refusal or failure, status that a recipient failed with (`5.1.1`), check of protection that was done or is only observed (by what was, or would have been, done), verified domain that it came in for, or that sent it, domain of a connector’s sender that its organization has not verified, sign-in that it was submitted by (mailbox, TLS and SASL mechanism, with a blank between)',
    }),
    organization: word,
    of: z.string().max(bounds.admin.parameter).optional().meta({
      description: 'Only these labels, with commas, each counted by itself: ids of connectors or devices, or domains',
    }),
    labels: countText(bounds.admin.seriesLabels, 10).meta({
      description: 'As many as this have counts of their own, the largest of the whole time',
    }),
  }),
  answer: json(
    named(
      'Series',
      z.object({
        from: z.number(),
        to: z.number(),
        last: z.number().meta({ description: 'When the hour or day of `to` began: today, by days' }),
        step: z.string(),
        by: z.string(),
        zone: z.string(),
        since: z.number(),
        labels: z.array(
          z.object({
            label: z.string(),
            name: z
              .string()
              .nullable()
              .meta({ description: 'Of an object, what it is called today; null: it went, or it is none' }),
          }),
        ),
        points: z.array(
          z.object({
            at: z.number().meta({ description: 'When its hour or day began' }),
            label: z.string().nullable().meta({ description: 'null: all others together' }),
            outcome: z.string().meta({ description: 'Accepted, Rejected, or as a recipient left the queue' }),
            count: z.number().meta({ description: 'Messages that came in, refusals, or recipients' }),
            bytes: z.number(),
          }),
        ),
      }),
    ),
  ),
  problems: ['not-found', 'not-unique'],
});
