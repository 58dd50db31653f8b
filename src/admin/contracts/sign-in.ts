/** Signing in to the admin center with a browser, and what keeps a person signed in. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { waysToSignIn } from '../../mail/doors/caller.ts';
import { meForm } from './house.ts';
import { governs, json, made, named, nothing, operation, reads } from './operation.ts';

const tag = 'sign-in';

const oneTime = z.string().min(1).max(bounds.admin.linkGiven);

const entered = made(
  named(
    'SignedIn',
    z.object({
      secret: z.string().meta({
        description: 'Only this once; each call brings it as x-doorpost, and the cookie of this answer',
      }),
      expiresAt: z.number().meta({ description: 'When the session ends, however much it is used' }),
      me: meForm,
    }),
  ),
);

const sessionForm = named(
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
