/** Sightings of a device. */
import { z } from 'zod';
import { cureFields } from './cures.ts';
import { value } from './shared.ts';

const lacks = z.enum(['connector', 'credential', 'sender', 'profile', 'other']);

/** The profile or right that would have let it in, and why. */
export const toldLack = z.object({
  cause: z.string(),
  reason: value.optional().meta({ description: 'What the cause is made of' }),
  ...cureFields,
  profile: z.string().nullable(),
  because: z.array(z.string()),
});

const seenRefusal = z.object({
  at: z.number(),
  stage: z.string(),
  reference: z.string().nullable().meta({ description: 'To look for in the trace; null: it got no reply' }),
  cause: z.string(),
  ...cureFields,
  lacks,
  wantsSignIn: z.boolean().optional(),
  gaveUp: z.string().optional().meta({ description: 'Nothing was refused: it ended the session itself, without mail' }),
  reason: value.nullable().optional(),
  habits: z.array(z.string()).optional(),
});

export const sightingView = z.object({
  addresses: z.array(z.string()).meta({ description: 'Newest first' }),
  helo: z.string().nullable(),
  listener: z.string().optional(),
  tls: z.string().nullable(),
  authMechanism: z.string().nullable(),
  login: z.string().nullable(),
  signIn: z.array(z.string()).nullable().optional(),
  software: z.string().nullable(),
  connectorId: z.string().nullable(),
  connector: z.string().nullable(),
  habits: z.array(z.string()),
  firstSeen: z.number(),
  lastSeen: z.number(),
  lastAccepted: z.number().nullable(),
  sessions: z.number(),
  messages: z.number(),
  refusals: z.number(),
  lastRefusal: seenRefusal.nullable(),
});

export const strangerStates = ['seen', 'waiting', 'ignored'] as const;

export const waitingDevice = z.object({
  address: z.string(),
  organization: z.string().nullable(),
  state: z.enum(strangerStates),
  waitingSince: z.number().nullable(),
  ...sightingView.shape,
  tried: z
    .object({ tls: z.string().nullable(), auth: z.string().nullable() })
    .meta({ description: 'What it has, or what came to nothing' }),
  proposal: z
    .object({
      profile: z.string().nullable(),
      because: z.array(z.string()),
      habits: z.array(z.string()),
      lacks: lacks.nullable(),
    })
    .meta({ description: 'What it would need' }),
});
