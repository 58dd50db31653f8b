/** Signing in to the admin center with a browser, and what keeps a person signed in. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { waysToSignIn } from '../../mail/doors/caller.ts';
import { grantFields, meForm } from './tokens.ts';
import { governs, json, made, named, nothing, operation, reads } from './operation.ts';

const tag = 'sign-in';

export const oneTime = z.string().min(1).max(bounds.admin.linkGiven);

/** As it was typed: what is too short is wrong, and says no more. */
const passwordGiven = z.string().min(1).max(bounds.config.password);
const passwordChosen = z
  .string()
  .min(bounds.admin.passwordLeast, `at least ${bounds.admin.passwordLeast} characters`)
  .max(bounds.config.password);
const code = z
  .string()
  .min(1)
  .max(bounds.admin.codeGiven)
  .meta({ description: 'Of the authenticator app, or a recovery code' });

export const ticket = z
  .string()
  .min(1)
  .max(bounds.admin.ticketGiven)
  .meta({ description: 'Of the question that is answered' });
/** Base64url. */
export const webAuthnText = z.string().min(1).max(bounds.admin.passkeyGiven);
export const webAuthnData = z.string().min(1).max(bounds.admin.passkeyDataGiven);

/** A public key credential as JSON, as far as it is looked at. */
export const webAuthnCredential = <Shape extends z.ZodRawShape>(response: Shape) =>
  z.object({
    id: webAuthnText,
    rawId: webAuthnText,
    type: z.literal('public-key'),
    response: z.object({ clientDataJSON: webAuthnData, ...response }),
  });

/** As its owner calls it. */
export const passkeyName = z
  .string()
  .trim()
  .min(1)
  .max(bounds.admin.passkeyName)
  .meta({ description: 'As its owner calls it' });

/** RegistrationResponseJSON, and a name. */
export const madePasskey = named(
  'MadePasskey',
  z.strictObject({ ticket, name: passkeyName, response: webAuthnCredential({ attestationObject: webAuthnData }) }),
);

/** AuthenticationResponseJSON. */
export const shownPasskey = named(
  'ShownPasskey',
  z.strictObject({
    ticket,
    response: webAuthnCredential({
      authenticatorData: webAuthnData,
      signature: webAuthnText,
      userHandle: webAuthnText.optional(),
    }),
  }),
);

const totpForm = named(
  'AuthenticatorSecret',
  z.object({
    secret: z.string().meta({ description: 'Base 32, to be typed into an authenticator app' }),
    uri: z.string().meta({ description: 'The same for a QR code: otpauth://…' }),
  }),
);

const enteredFields = {
  secret: z.string().meta({
    description: 'Only this once; each call brings it as x-doorpost, and the cookie of this answer',
  }),
  expiresAt: z.number().meta({ description: 'When the session ends, however much it is used' }),
  me: meForm,
};
export const entered = made(named('SignedIn', z.object(enteredFields)));

export const sessionForm = named(
  'Session',
  z.object({
    id: z.string(),
    how: z.enum(waysToSignIn),
    address: z.string(),
    agent: z.string().meta({ description: 'What the browser calls itself' }),
    createdAt: z.number(),
    signedInAt: z.number().meta({ description: 'When who sits there last proved to be that person' }),
    lastUsedAt: z.number(),
    until: z.number(),
    current: z.boolean().meta({ description: 'The one that asks' }),
  }),
);

export const signIn = {
  byLink: operation({
    id: 'signInByLink',
    method: 'POST',
    path: '/sign-in/link',
    tag,
    right: null,
    description: 'With the secret of a link that was made on the server: once, and within 15 minutes',
    body: z.strictObject({ link: oneTime }),
    answer: entered,
    problems: ['sign-in-refused'],
  }),
  byPassword: operation({
    id: 'signInByPassword',
    method: 'POST',
    path: '/sign-in/password',
    tag,
    right: null,
    description: 'A name that nobody has is answered as a wrong password, after the same time',
    body: z.strictObject({
      name: z.string().min(1).max(bounds.admin.administratorGiven),
      password: passwordGiven,
      code: code.optional(),
      passkey: shownPasskey.optional().meta({ description: 'In place of a code' }),
    }),
    answer: entered,
    problems: ['sign-in-refused', 'second-factor-needed', 'no-passkeys-here', 'too-busy'],
  }),
  lookAtInvitation: operation({
    id: 'signInLookAtInvitation',
    method: 'POST',
    path: '/sign-in/invitation/look',
    tag,
    right: null,
    description: 'Who is invited, and the secret for their authenticator app; nothing is used up',
    body: z.strictObject({ invitation: oneTime }),
    answer: json(
      z.object({
        name: z.string(),
        ...grantFields,
        totp: totpForm,
        secondFactorNeeded: z.boolean().meta({ description: 'Whether a code of the app has to be given' }),
        passkeyAt: z.string().nullable().meta({
          description: 'The name for which a passkey can be made here, in place of a password; null: for none',
        }),
        passkeyInstead: z.string().nullable().meta({ description: 'The address of this server at which one can' }),
      }),
    ),
    problems: ['sign-in-refused'],
  }),
  byInvitation: operation({
    id: 'signInByInvitation',
    method: 'POST',
    path: '/sign-in/invitation',
    tag,
    right: null,
    description:
      'Sets the password, and with a code the authenticator app; or a passkey that asks who holds it, and then there is no password. Sessions of before end, and what signed in before does no more',
    body: z.union([
      z.strictObject({ invitation: oneTime, password: passwordChosen, code: code.optional() }),
      z.strictObject({ invitation: oneTime, passkey: madePasskey }),
    ]),
    answer: made(
      z.object({
        ...enteredFields,
        recoveryCodes: z.array(z.string()).meta({ description: 'Only this once; none without an app' }),
      }),
    ),
    problems: ['sign-in-refused', 'second-factor-needed', 'no-passkeys-here', 'too-busy'],
  }),
  again: operation({
    id: 'signInAgain',
    method: 'POST',
    path: '/sign-in/again',
    tag,
    right: reads,
    description: 'Whoever is signed in proves to be that person: for ten minutes what needs a fresh sign-in is done',
    body: z.union([
      z.strictObject({ password: passwordGiven, code: code.optional(), passkey: shownPasskey.optional() }),
      z.strictObject({ link: oneTime }),
      z.strictObject({ alone: shownPasskey }),
    ]),
    answer: json(meForm),
    problems: ['sign-in-refused', 'second-factor-needed', 'no-passkeys-here', 'too-busy', 'no-session', 'wrong-kind'],
  }),
  attempts: operation({
    id: 'listSignInAttempts',
    method: 'GET',
    path: '/sign-in/attempts',
    tag,
    right: governs,
    description: `The newest first: ${bounds.admin.attemptsKept} are kept`,
    answer: json(
      z.object({
        items: z.array(
          named(
            'SignInAttempt',
            z.object({
              at: z.number(),
              how: z.enum(['password', 'link', 'invitation', 'token', 'again', 'passkey', 'sso']),
              outcome: z.enum(['signed-in', 'refused', 'slowed']),
              address: z.string(),
              name: z
                .string()
                .nullable()
                .meta({ description: 'null: of no administrator; what was typed is not kept' }),
            }),
          ),
        ),
      }),
    ),
    problems: [],
  }),
  changePassword: operation({
    id: 'changeOwnPassword',
    method: 'POST',
    path: '/me/password',
    tag,
    right: reads,
    description: 'All other sessions of the caller end',
    body: z.strictObject({
      password: passwordGiven,
      code: code.optional(),
      passkey: shownPasskey.optional(),
      newPassword: passwordChosen,
    }),
    answer: nothing,
    problems: [
      'sign-in-refused',
      'second-factor-needed',
      'no-passkeys-here',
      'too-busy',
      'no-session',
      'wrong-kind',
      'not-found',
    ],
  }),
  beginSecondFactor: operation({
    id: 'beginSecondFactor',
    method: 'POST',
    path: '/me/second-factor',
    tag,
    right: reads,
    fresh: true,
    description: 'A secret for an authenticator app; it counts once a code of it was confirmed',
    answer: json(totpForm),
    problems: ['no-session', 'wrong-kind'],
  }),
  confirmSecondFactor: operation({
    id: 'confirmSecondFactor',
    method: 'POST',
    path: '/me/second-factor/confirm',
    tag,
    right: reads,
    fresh: true,
    description: 'Recovery codes of before are void, and other sessions of the caller end',
    body: z.strictObject({ code }),
    answer: json(z.object({ recoveryCodes: z.array(z.string()).meta({ description: 'Only this once' }) })),
    problems: ['sign-in-refused', 'no-session', 'wrong-kind', 'not-found'],
  }),
  out: operation({
    id: 'signOut',
    method: 'POST',
    path: '/sign-out',
    tag,
    right: reads,
    description: 'The session of the caller ends, and what goes on by it',
    answer: nothing,
    problems: ['no-session'],
  }),
  sessions: operation({
    id: 'listSessions',
    method: 'GET',
    path: '/sign-in/sessions',
    tag,
    right: reads,
    description: `The caller’s own, the one used last first: there are at most ${bounds.admin.sessionsOfOne}`,
    answer: json(z.object({ items: z.array(sessionForm) })),
    problems: [],
  }),
  endSession: operation({
    id: 'endSession',
    method: 'DELETE',
    path: '/sign-in/sessions/:id',
    tag,
    right: reads,
    description: 'One of the caller’s own',
    params: z.object({ id: z.string().min(1).max(bounds.admin.idGiven) }),
    answer: nothing,
    problems: ['not-found'],
  }),
  makeLink: operation({
    id: 'makeSignInLink',
    method: 'POST',
    path: '/sign-in/links',
    tag,
    right: governs,
    description:
      'A link that signs in once. Without a name it is for the local administrator (in evaluation mode for the administrator of that); it voids the one before',
    body: z.strictObject({ name: z.string().min(1).max(bounds.admin.administratorGiven).optional() }),
    answer: made(
      z.object({
        address: z.string().meta({ description: 'To be opened in a browser: …/#enter=…' }),
        port: z.number().meta({ description: 'Where it listens' }),
        tunnel: z
          .boolean()
          .meta({ description: 'From another machine it takes a tunnel to that port: no http.url is set' }),
        expiresAt: z.number(),
        actor: z.string().meta({ description: 'Who it signs in, as the audit log calls them' }),
      }),
    ),
    problems: ['local-only', 'not-found', 'not-running-here'],
  }),
};
