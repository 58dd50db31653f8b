/** Administrators: people who sign in with a browser, and what each may. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { administratorRoles } from '../../mail/doors/caller.ts';
import { grantFields } from './tokens.ts';
import { governs, json, made, named, nothing, operation } from './operation.ts';
import { sessionForm } from './sign-in.ts';
import { etagField } from './shared.ts';

const tag = 'administrators';
const params = z.object({ name: z.string().min(1).max(bounds.admin.administratorGiven) });
const name = z
  .string()
  .regex(/^[\w.@+-]{1,128}$/u, 'letters, digits, . _ @ + and - only, at most 128')
  .meta({ description: 'An address of theirs, best; compared without case' });

const form = named(
  'Administrator',
  z.object({
    name: z.string(),
    etag: etagField,
    ...grantFields,
    createdAt: z.number(),
    createdBy: z.string(),
    hasPassword: z.boolean().meta({ description: 'false: the invitation was not accepted yet' }),
    hasSecondFactor: z.boolean(),
    invitedUntil: z.number().nullable(),
  }),
);

const invitation = {
  invitation: z.string().meta({ description: 'Only this once; to be opened in a browser: …/#invitation=…' }),
  invitedUntil: z.number(),
};

const organizations = z
  .array(z.string().min(1).max(bounds.admin.organizationGiven))
  .max(bounds.admin.administratorOrganizations)
  .meta({ description: 'Names or ids; for every role but global-administrator, which has all' });

const content = z.boolean().meta({ description: 'May read what people wrote' });

export const administrators = {
  list: operation({
    id: 'listAdministrators',
    method: 'GET',
    path: '/administrators',
    tag,
    right: governs,
    description: `All of them: there are at most ${bounds.admin.administrators}`,
    answer: json(z.object({ items: z.array(form) })),
    problems: [],
  }),
  create: operation({
    id: 'createAdministrator',
    method: 'POST',
    path: '/administrators',
    tag,
    right: governs,
    fresh: true,
    description: 'Nobody grants more than they have. The invitation lets them choose a password',
    body: z.strictObject({
      name,
      role: z.enum(administratorRoles),
      organizations: organizations.default([]),
      content: content.default(false),
    }),
    answer: made(z.object({ name: z.string(), ...grantFields, ...invitation })),
    problems: ['already-there', 'too-many', 'not-found', 'not-unique'],
  }),
  change: operation({
    id: 'changeAdministrator',
    method: 'PATCH',
    path: '/administrators/:name',
    tag,
    right: governs,
    fresh: true,
    description: 'Acts at their next call; what they watch ends',
    params,
    body: z.strictObject({
      role: z.enum(administratorRoles).optional(),
      organizations: organizations.optional(),
      content: content.optional(),
    }),
    answer: json(form),
    takesIfMatch: true,
    problems: ['not-found', 'not-unique', 'not-as-seen', 'last-administrator'],
  }),
  remove: operation({
    id: 'removeAdministrator',
    method: 'DELETE',
    path: '/administrators/:name',
    tag,
    right: governs,
    fresh: true,
    params,
    answer: nothing,
    takesIfMatch: true,
    problems: ['not-found', 'not-as-seen', 'last-administrator'],
  }),
  invite: operation({
    id: 'inviteAdministrator',
    method: 'POST',
    path: '/administrators/:name/invitation',
    tag,
    right: governs,
    fresh: true,
    description: 'For who forgot the password or lost the app; what they have goes on until it is accepted',
    params,
    answer: made(z.object(invitation)),
    problems: ['not-found'],
  }),
  sessions: operation({
    id: 'listAdministratorSessions',
    method: 'GET',
    path: '/administrators/:name/sessions',
    tag,
    right: governs,
    params,
    answer: json(z.object({ items: z.array(sessionForm) })),
    problems: ['not-found'],
  }),
  endSessions: operation({
    id: 'endAdministratorSessions',
    method: 'DELETE',
    path: '/administrators/:name/sessions',
    tag,
    right: governs,
    params,
    answer: json(z.object({ ended: z.number() })),
    problems: ['not-found'],
  }),
};
