/** Operations that help to find out: what would become of a mail, the troubleshooting list, sessions as they happen. */
import { z } from 'zod';
import { isIP } from 'node:net';
import { assumable } from '../../mail/screening/assumed.ts';
import { bounds } from '../../base/bounds.ts';
import { cureFields, stepForm } from './cures.ts';
import { helps, json, named, operation, reads } from './operation.ts';
import { problemForm } from './problems.ts';
import { flagText, line, value, word } from './shared.ts';
import { toldLack } from './sightings.ts';

const tag = 'help';

const question = z.strictObject({
  from: line(bounds.mail.address).meta({
    description: 'MAIL FROM without angle brackets; empty: none',
  }),
  headerFrom: line(bounds.mail.address)
    .optional()
    .meta({ description: 'From in the header as it is written there, also with a name; absent: as from' }),
  to: z.array(line(bounds.mail.address).min(1)).min(1).max(bounds.admin.explainRecipients),
  address: z
    .string()
    .max(bounds.mail.address)
    .refine((text) => isIP(text) !== 0, 'must be an IPv4 or IPv6 address'),
  helo: line(bounds.smtp.domain).min(1).default('device.example'),
  tls: z.boolean().optional().meta({ description: 'absent: when a certificate is shown or somebody signs in' }),
  certificate: line(bounds.admin.parameter).optional().meta({
    description: 'DNS names, SHA-256 or both of a trusted client certificate, with commas between',
  }),
  login: line(bounds.mail.address)
    .optional()
    .meta({ description: 'Signs in with this name, the password being right' }),
  listener: line(bounds.admin.listenerGiven).optional().meta({ description: 'Name or role of a listener' }),
  sizeBytes: z.int().min(0).optional(),
  assumed: z
    .array(z.enum(assumable))
    .max(assumable.length)
    .optional()
    .meta({ description: 'As if these had been found in it; else nothing in it stands against it' }),
});

const explainedRecipient = named(
  'ExplainedRecipient',
  z.object({
    address: z.string(),
    steps: z.array(stepForm),
    get onward() {
      return z.array(explainedRecipient);
    },
  }),
);

export const explainMail = operation({
  id: 'explainMail',
  right: helps,
  method: 'POST',
  path: '/explain',
  tag,
  description: 'Takes a mail that has not been sent through the real decisions; nothing is sent, kept or counted',
  body: question,
  answer: json(
    named(
      'Explanation',
      z.object({
        verdict: z.enum(['accepted', 'partly', 'refused']),
        conversation: z.array(stepForm),
        decisions: z.array(stepForm),
        recipients: z.array(explainedRecipient),
        header: z.string().nullable(),
        refusals: z
          .array(z.object({ recipient: z.string().nullable(), cause: z.string(), ...cureFields }))
          .optional()
          .meta({ description: 'Each thing that was refused, with its own cause and cure' }),
        refusal: z.object({ cause: z.string(), ...cureFields, reason: value.nullable().optional() }).nullable(),
      }),
    ),
  ),
  problems: ['not-running-here'],
});

/** How a stream of lines ends that could not end well. */
const brokenOff = z.object({ problem: problemForm });

export const runChecks = operation({
  id: 'runChecks',
  right: helps,
  method: 'POST',
  path: '/checks',
  tag,
  description: 'The troubleshooting list, run for real',
  body: z.strictObject({
    what: z.enum(['all', 'server', 'protection', 'domain', 'upstream', 'connector', 'device']).default('all'),
    name: z.string().min(1).max(bounds.admin.nameGiven).optional(),
    organization: z.string().max(bounds.admin.organizationGiven).optional(),
    sendTo: z
      .string()
      .min(3)
      .max(bounds.mail.address)
      .optional()
      .meta({ description: 'Who gets a test message, followed to its end' }),
    probeHost: z
      .string()
      .min(1)
      .max(bounds.smtp.domain)
      .optional()
      .meta({ description: 'Port 25 outward is tried there' }),
  }),
  answer: {
    as: 'lines',
    form: z.union([stepForm, z.object({ done: z.literal(true) }), brokenOff]),
    description: 'A step each, at the end {done}',
  },
  problems: ['not-found', 'not-unique', 'which-organization', 'not-running-here'],
});

/** How long a stream is asked for. */
const seconds = z.coerce
  .number()
  .int()
  .min(1)
  .max(bounds.admin.watch)
  .optional()
  .meta({ description: 'Ends after so long' });

export const hearEvents = operation({
  id: 'hearEvents',
  right: reads,
  method: 'GET',
  path: '/events',
  tag,
  description:
    'Hints of what has changed of the caller’s own, each kind once a second at most: who hears one asks for it again. `me`: the sign-in holds no more, and the stream ends',
  query: z.strictObject({ seconds }),
  answer: {
    as: 'events',
    form: named(
      'Hint',
      z.discriminatedUnion('kind', [
        z.object({ kind: z.enum(['trace', 'queue', 'alarms', 'waiting', 'upstreams', 'me']) }),
        z.object({ kind: z.literal('directory'), revision: z.int() }),
      ]),
    ),
    description: 'The hints; the data of each is JSON. The first one is `directory`',
  },
  problems: ['too-many-watchers'],
});

const session = { sessionId: z.string(), at: z.number() };

export const watchSessions = operation({
  id: 'watchSessions',
  right: reads,
  method: 'GET',
  path: '/watch',
  tag,
  description: 'Live sessions: events open, known, line, refusal, end, dropped',
  query: z.strictObject({
    device: z
      .string()
      .max(bounds.admin.nameGiven)
      .optional()
      .meta({ description: 'Only this device: by its addresses and its sign-in' }),
    address: z.string().max(bounds.admin.networkGiven).optional().meta({ description: 'Only this address or network' }),
    organization: word.meta({ description: 'Only what is of this one, of each session; absent or *: of all' }),
    refused: flagText.optional().meta({
      description: 'Only sessions of which something was refused, or that brought no mail: from then on',
    }),
    seconds,
  }),
  answer: {
    as: 'events',
    form: named(
      'LiveEvent',
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('open'),
          ...session,
          listener: z.string(),
          clientAddress: z.string(),
          deviceId: z.string().nullable(),
          transcript: z.string(),
        }),
        z.object({
          kind: z.literal('known'),
          ...session,
          helo: z.string().nullable(),
          tls: z.string().nullable(),
          ingress: z.string().nullable(),
          connectorId: z.string().nullable(),
          connector: z.string().nullable(),
          deviceId: z.string().nullable(),
          device: z.string().nullable(),
          login: z.string().nullable(),
          messages: z.number().meta({ description: 'Its messages so far' }),
          accepted: z.array(z.string()).meta({ description: 'Queue ids of the last of them' }),
        }),
        z.object({ kind: z.literal('line'), ...session, text: z.string() }),
        z.object({
          kind: z.literal('refusal'),
          ...session,
          reference: z.string(),
          reply: z.string(),
          cause: z.string(),
          reason: value.optional(),
          sender: z.string().nullable(),
          recipient: z.string().nullable(),
          lack: toldLack.nullable().meta({ description: 'What would have let it in' }),
        }),
        z.object({
          kind: z.literal('end'),
          ...session,
          how: z.string(),
          accepted: z.array(z.string()),
          lack: toldLack.nullable(),
          gaveUp: z.boolean(),
        }),
        z.object({ kind: z.literal('dropped'), at: z.number(), count: z.number() }),
      ]),
    ),
    description: 'The events; the data of each is JSON',
  },
  problems: ['not-found', 'not-unique', 'too-many-watchers', 'not-running-here'],
});
