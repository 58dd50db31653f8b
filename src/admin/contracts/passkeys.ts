/** Passkeys of administrators (Web Authentication Level 3). */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { json, made, named, nothing, operation, reads } from './operation.ts';
import { entered, madePasskey, oneTime, passkeyName, shownPasskey, webAuthnText } from './sign-in.ts';

const tag = 'sign-in';

const form = named(
  'Passkey',
  z.object({
    id: z.string(),
    name: z.string(),
    rpId: z.string().meta({ description: 'The name of this server that it was made for: it is good there alone' }),
    alone: z.boolean().meta({ description: 'It asks who holds it, and signs in without a password' }),
    backedUp: z.boolean().meta({ description: 'It is kept in more than one device' }),
    createdAt: z.number(),
    lastUsedAt: z.number().nullable(),
  }),
);

const descriptor = z.object({ id: z.string(), type: z.literal('public-key') });

/** PublicKeyCredentialCreationOptionsJSON, as far as it is used. */
const creationOptions = z.object({
  rp: z.object({ name: z.string(), id: z.string().optional() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  timeout: z.number(),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.object({
    residentKey: z.enum(['discouraged', 'preferred', 'required']),
    userVerification: z.enum(['discouraged', 'preferred', 'required']),
    requireResidentKey: z.boolean(),
  }),
  attestation: z.literal('none'),
});

const params = z.object({ id: webAuthnText });

export const passkeys = {
  ask: operation({
    id: 'signInByPasskeyAsk',
    method: 'POST',
    path: '/sign-in/passkey/ask',
    tag,
    right: null,
    description: 'A challenge, good for five minutes and once; whose passkey answers it is seen then',
    body: z.strictObject({}),
    answer: json(
      z.object({
        ticket: z.string(),
        options: z.object({
          challenge: z.string(),
          rpId: z.string(),
          timeout: z.number(),
          userVerification: z.literal('required'),
        }),
      }),
    ),
    problems: ['no-passkeys-here'],
  }),
  enter: operation({
    id: 'signInByPasskey',
    method: 'POST',
    path: '/sign-in/passkey',
    tag,
    right: null,
    description: 'Without a password: the authenticator has to have asked who holds it',
    body: shownPasskey,
    answer: entered,
    problems: ['sign-in-refused', 'no-passkeys-here', 'too-busy'],
  }),
  beginInvited: operation({
    id: 'signInByInvitationAsk',
    method: 'POST',
    path: '/sign-in/invitation/passkey',
    tag,
    right: null,
    description: 'A challenge for the passkey of the one who is invited; nothing is used up',
    body: z.strictObject({ invitation: oneTime }),
    answer: json(z.object({ ticket: z.string(), options: creationOptions })),
    problems: ['sign-in-refused', 'no-passkeys-here'],
  }),
  list: operation({
    id: 'listOwnPasskeys',
    method: 'GET',
    path: '/me/passkeys',
    tag,
    right: reads,
    description: `There are at most ${bounds.admin.passkeys}`,
    answer: json(
      z.object({
        items: z.array(form),
        at: z.string().nullable().meta({ description: 'The name for which one can be made here; null: for none' }),
        instead: z.string().nullable().meta({ description: 'The address of this server at which one can' }),
      }),
    ),
    problems: ['no-session', 'wrong-kind'],
  }),
  begin: operation({
    id: 'beginOwnPasskey',
    method: 'POST',
    path: '/me/passkeys/begin',
    tag,
    right: reads,
    fresh: true,
    body: z.strictObject({}),
    answer: json(z.object({ ticket: z.string(), options: creationOptions })),
    problems: ['no-passkeys-here', 'no-session', 'wrong-kind'],
  }),
  add: operation({
    id: 'addOwnPasskey',
    method: 'POST',
    path: '/me/passkeys',
    tag,
    right: reads,
    fresh: true,
    description: 'Other sessions of the caller end',
    body: madePasskey,
    answer: made(z.object({ item: form })),
    problems: ['sign-in-refused', 'too-many', 'no-passkeys-here', 'no-session', 'wrong-kind', 'not-found', 'too-busy'],
  }),
  rename: operation({
    id: 'renameOwnPasskey',
    method: 'PATCH',
    path: '/me/passkeys/:id',
    tag,
    right: reads,
    params,
    body: z.strictObject({ name: passkeyName }),
    answer: nothing,
    problems: ['not-found', 'no-session', 'wrong-kind'],
  }),
  remove: operation({
    id: 'removeOwnPasskey',
    method: 'DELETE',
    path: '/me/passkeys/:id',
    tag,
    right: reads,
    fresh: true,
    description: 'Other sessions of the caller end. The last second factor stays where one is needed',
    params,
    answer: nothing,
    problems: ['not-found', 'no-session', 'wrong-kind'],
  }),
};
