/** API tokens, and the caller themself: the rights that are granted, and who has them. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { administratorRoles, waysToSignIn } from '../../mail/doors/caller.ts';
import { governs, json, made, named, nothing, operation, reads } from './operation.ts';
import { timeText } from './shared.ts';

const tokenName = z.string().regex(/^[\w.@-]{1,64}$/u, 'letters, digits, . _ @ and - only, at most 64');

/** A role, the organizations it is for, and the right beside it. */
export const grantFields = {
  role: z.enum(administratorRoles),
  organizations: z
    .array(z.object({ id: z.string(), name: z.string().nullable().meta({ description: 'null: it was deleted' }) }))
    .nullable()
    .meta({ description: 'null: all of them, of a Global administrator' }),
  content: z.boolean().meta({ description: 'May read what people wrote: mail in mailboxes, captured mail' }),
  expiresAt: z.number().nullable(),
};

export const meForm = named(
  'Me',
  z.object({
    actor: z.string().meta({ description: 'As the audit log calls them' }),
    ...grantFields,
    signIn: z.object({
      how: z.enum([...waysToSignIn, 'token', 'socket']),
      session: z.string().nullable().meta({ description: 'null: no browser' }),
      name: z.string().nullable().meta({
        description:
          'The administrator, or whom the identity provider named; null: a token, or the local administrator',
      }),
      secondFactor: z
        .boolean()
        .nullable()
        .meta({ description: 'Whether there is an app or a passkey; null: there is no password beside it' }),
      app: z.boolean().nullable().meta({ description: 'Whether an authenticator app is set up' }),
      password: z
        .boolean()
        .nullable()
        .meta({ description: 'false: signs in by passkeys alone; null: by a link or a provider' }),
      at: z.number().nullable(),
      freshUntil: z.number().nullable().meta({
        description: 'Until then tokens and administrators can be made, and exports; null: always',
      }),
      until: z.number().nullable().meta({ description: 'When the session ends, however much it is used' }),
    }),
    mode: z.enum(['evaluation', 'production']),
    version: z.string(),
    languages: z.array(z.string()).meta({ description: 'That the admin center speaks' }),
  }),
);

export const me = {
  show: operation({
    id: 'showMe',
    method: 'GET',
    path: '/me',
    tag: 'tokens',
    right: reads,
    description: 'The caller, and what they may',
    answer: json(meForm),
    problems: [],
  }),
};

export const tokens = {
  list: operation({
    id: 'listTokens',
    method: 'GET',
    path: '/tokens',
    tag: 'tokens',
    right: governs,
    description: `All of them: there are at most ${bounds.admin.tokens}`,
    answer: json(
      z.object({
        items: z.array(
          named(
            'Token',
            z.object({
              name: z.string(),
              createdAt: z.number().nullable(),
              createdBy: z.string().nullable().meta({ description: 'null: made before that was kept' }),
              lastUsedAt: z.number().nullable().meta({ description: 'Within some minutes; null: not used yet' }),
              ...grantFields,
            }),
          ),
        ),
      }),
    ),
    problems: [],
  }),
  create: operation({
    id: 'createToken',
    fresh: true,
    method: 'POST',
    path: '/tokens',
    tag: 'tokens',
    right: governs,
    description: 'Nobody grants more than they have. Without a role it is for a Global administrator',
    body: z.strictObject({
      name: tokenName,
      role: z.enum(administratorRoles).default('global-administrator'),
      organizations: z
        .array(z.string().min(1).max(bounds.admin.organizationGiven))
        .max(bounds.admin.tokenOrganizations)
        .default([])
        .meta({ description: 'Names or ids; for every role but global-administrator, which has all' }),
      content: z.boolean().optional().meta({
        description: 'May read what people wrote; absent: a Global administrator may, as far as the maker may',
      }),
      expires: timeText
        .optional()
        .meta({ description: 'ms since 1970, ISO 8601, or after how long: 90d; absent: never' }),
    }),
    answer: made(
      z.object({ name: z.string(), token: z.string().meta({ description: 'Only this once' }), ...grantFields }),
    ),
    problems: ['already-there', 'too-many', 'not-found', 'not-unique'],
  }),
  remove: operation({
    id: 'removeToken',
    method: 'DELETE',
    path: '/tokens/:name',
    tag: 'tokens',
    right: governs,
    params: z.object({ name: z.string().max(bounds.admin.tokenGiven) }),
    answer: nothing,
    problems: ['not-found'],
  }),
};
