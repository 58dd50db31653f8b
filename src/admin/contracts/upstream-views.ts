/** The views of how an outbound connector signs in, of its last test, of how it is right now, and of the kinds there are. */
import { z } from 'zod';
import { upstreamServices } from '../../directory/upstream.ts';
import { upstreamStates } from '../../mail/doors/upstreams.ts';
import { upstreamWays } from '../../policy/upstreams/presets.ts';
import { cureFields, saidForm } from './cures.ts';
import { etagField } from './shared.ts';

export const lastTestView = z.object({ at: z.number(), ok: z.boolean(), text: z.string() });

const oauthClient = { tokenEndpoint: z.string(), clientId: z.string(), scope: z.string() };

/** References to what is sealed, so that one sees that it is kept; never a value. */
export const upstreamSignInView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), username: z.string(), passwordSecret: z.string() }),
  z.object({
    kind: z.literal('client-credentials'),
    username: z.string(),
    ...oauthClient,
    proof: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('secret'), secret: z.string(), expiresAt: z.number().nullable() }),
      z.object({ kind: z.literal('certificate'), certificateFile: z.string(), keyFile: z.string() }),
    ]),
  }),
  z.object({
    kind: z.literal('delegated'),
    username: z.string(),
    ...oauthClient,
    deviceEndpoint: z.string().nullable(),
    refreshSecret: z.string(),
    clientSecret: z.string().nullable(),
  }),
]);

const paceFields = { messagesPerMinute: z.number(), concurrent: z.number(), recipientsPerDay: z.number().nullable() };

export const upstreamStatusView = z.object({
  id: z.string(),
  name: z.string(),
  organizationId: z.string(),
  organization: z.string().nullable(),
  etag: etagField,
  enabled: z.boolean(),
  state: z.enum(upstreamStates).meta({
    description: 'held: its mail waits; signed-out: until a person signs in; slowed: it takes less than there is',
  }),
  way: z.string(),
  service: z.enum(upstreamServices),
  signIn: z.string(),
  username: z.string().nullable(),
  byCode: z.boolean().meta({ description: 'A person signs in by a code' }),
  tokenValidUntil: z.number().nullable(),
  secretExpiresAt: z.number().nullable(),
  lastTest: lastTestView.nullable(),
  waiting: z.number(),
  held: z.number(),
  pace: z
    .object({
      ...paceFields,
      lastMinute: z.number().meta({ description: 'Messages of the last 60 s' }),
      lastDay: z.number().meta({ description: 'Recipients of the last 24 h' }),
      now: z.number().meta({ description: 'Messages on their way now' }),
      atOnce: z
        .number()
        .meta({ description: 'So many at once may be now: fewer than `concurrent` after it was too many' }),
    })
    .nullable()
    .meta({ description: 'By its account there, which others may share; null: it has no pace' }),
  pausedUntil: z.number().nullable().meta({ description: 'It asked to be left alone until then' }),
  lastAcceptedAt: z
    .number()
    .nullable()
    .meta({ description: 'When it last took mail, within a minute; null: not known' }),
  nextHops: z
    .array(z.string())
    .meta({ description: 'Its hosts, as `remoteHost` of the trace finds them; none: those of the recipients' }),
  deliveredLastDay: z.number().nullable().meta({
    description:
      'Recipients, from the hour on that began 23 h ago; null: it is not among those that are counted one by one',
  }),
  failover: z.array(z.string()),
  activeFailover: z.string().nullable().meta({ description: 'It stands in now, because this one is in trouble' }),
  trouble: z.string().nullable(),
  troubleSince: z.number().nullable(),
  lastError: z
    .object({ text: z.string(), said: saidForm.optional(), ...cureFields, cure: z.string().optional() })
    .nullable()
    .meta({ description: 'The trouble, cause and cure apart' }),
});

export const upstreamKindView = z.object({
  kind: z.enum(upstreamWays as readonly [string, ...string[]]),
  service: z.enum(upstreamServices),
  route: z
    .union([
      z.object({ kind: z.literal('mx') }),
      z.object({ kind: z.literal('smart-hosts'), hosts: z.array(z.object({ host: z.string(), port: z.number() })) }),
      z.object({ kind: z.literal('graph'), endpoint: z.string() }),
    ])
    .nullable()
    .meta({ description: 'null: its host has to be said' }),
  hostExample: z.string().nullable(),
  port: z.number(),
  tls: z.string(),
  pace: z.object(paceFields).nullable(),
  signsIn: z.boolean().meta({ description: 'It takes nobody’s mail without a sign-in' }),
  oauth: z
    .object({
      tokenEndpoint: z.string().nullable().meta({ description: '{tenant} stands where the tenant goes' }),
      deviceEndpoint: z.string().nullable(),
      applicationScope: z.string().nullable(),
      delegatedScope: z.string().nullable(),
    })
    .nullable()
    .meta({ description: 'null: there is no sign-in by token' }),
});
