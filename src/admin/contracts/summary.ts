/** The first page in one call. */
import { z } from 'zod';
import { alarmSeverities } from '../../mail/alarm.ts';
import { upstreamStates } from '../../mail/doors/upstreams.ts';
import { cureFields } from './cures.ts';
import { json, named, operation, reads } from './operation.ts';
import { word } from './shared.ts';

const counts = z.object({
  accepted: z.number().meta({ description: 'Messages that came in' }),
  refused: z.number(),
  delivered: z.number().meta({ description: 'Recipients; so are the next two' }),
  failed: z.number(),
  captured: z.number(),
});

export const homeSummary = operation({
  id: 'showSummary',
  right: reads,
  method: 'GET',
  path: '/summary',
  tag: 'house',
  description: 'How it is now and what needs a person; of one organization, or of all of the caller’s',
  query: z.strictObject({ organization: word }),
  answer: json(
    named(
      'Summary',
      z.object({
        at: z.number(),
        mail: z.object({
          since: z.number().meta({ description: 'Counted from then on' }),
          from: z.number().meta({ description: 'When the first hour of `last24h` began' }),
          last24h: counts,
          before24h: counts,
        }),
        queue: z.object({
          waiting: z.number(),
          held: z.number(),
          oldest: z.object({ queueId: z.string(), receivedAt: z.number(), recipient: z.string() }).nullable(),
        }),
        waitingDevices: z.number(),
        alarms: z.array(z.object({ stage: z.number(), count: z.number() })),
        upstreams: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            organization: z.string().nullable(),
            state: z.enum(upstreamStates),
            since: z.number().nullable(),
            trouble: z.string().nullable(),
          }),
        ),
        zone: z.string().meta({ description: 'Of the server: days are counted in it' }),
        nextExpiry: z
          .object({ kind: z.string(), subject: z.string(), expiresAt: z.number(), ...cureFields })
          .nullable()
          .meta({ description: 'For Global administrators' }),
        certificate: z.object({ subject: z.string(), notAfter: z.number() }).nullable(),
        disk: z.object({ freeBytes: z.number(), leastBytes: z.number(), full: z.boolean() }),
        lastBackupAt: z.number().nullable().meta({ description: 'For Global administrators' }),
        setUp: z
          .array(
            z.object({
              step: z.enum([
                'organization',
                'domain',
                'upstream',
                'device-network',
                'test-mail',
                'alarm-address',
                'second-factor',
                'backup',
              ]),
              done: z.boolean(),
              ...cureFields,
            }),
          )
          .meta({ description: 'Steps of a first set-up that concern the caller' }),
        needs: z
          .array(
            z.object({
              what: z.enum(['alarm', 'waiting-devices', 'unverified-domain', 'quarantine', 'restricted']),
              key: z.string().nullable().meta({ description: 'Of an alarm' }),
              kind: z.string().nullable().meta({ description: 'Of an alarm' }),
              severity: z.enum(alarmSeverities),
              subject: z.string(),
              stage: z.number().nullable(),
              since: z.number().nullable(),
              count: z.number(),
              text: z.string(),
              ...cureFields,
            }),
          )
          .meta({ description: 'What needs a person, most urgent first; an acknowledged alarm does not' }),
      }),
    ),
  ),
  problems: ['not-found', 'not-unique'],
});
