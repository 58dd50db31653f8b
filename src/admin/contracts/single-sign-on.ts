/** Signing in by an identity provider (OpenID Connect), and what its roles are worth here. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { administratorRoles } from '../../mail/doors/caller.ts';
import { governs, json, made, named, nothing, operation, reads } from './operation.ts';
import { etagField } from './shared.ts';
import { entered, sessionForm } from './sign-in.ts';
import { grantFields, meForm } from './tokens.ts';

const tag = 'sign-in';

const begun = json(
  z.object({
    address: z.string().meta({ description: 'To which the browser goes' }),
    secret: z
      .string()
      .meta({ description: 'Only this once; brought back with the answer, and the cookie of this one' }),
  }),
);

const cameBack = z.strictObject({
  answer: z
    .string()
    .min(1)
    .max(bounds.admin.ssoAnswerGiven)
    .meta({ description: 'The query that the provider sent the browser back with' }),
  secret: z.string().min(1).max(bounds.admin.linkGiven),
});

const value = z
  .string()
  .min(1)
  .max(bounds.admin.ssoValue)
  .meta({ description: 'Of the claim, exactly as the provider writes it' });
const organizations = z
  .array(z.string().min(1).max(bounds.admin.organizationGiven))
  .max(bounds.admin.administratorOrganizations)
  .meta({ description: 'Names or ids; for every role but global-administrator, which has all' });
const content = z.boolean().meta({ description: 'May read what people wrote' });
const enabled = z.boolean().meta({ description: 'false: it is worth nothing' });

const mappingForm = named(
  'RoleMapping',
  z.object({
    value,
    etag: etagField,
    ...grantFields,
    enabled,
    createdAt: z.number(),
    createdBy: z.string(),
  }),
);

const grant = named('RoleGrant', z.object(grantFields));

const personForm = named(
  'SingleSignOnPerson',
  z.object({
    key: z.string(),
    name: z.string().meta({ description: 'As the provider called them last' }),
    actor: z.string().meta({ description: 'As the audit log calls them; it stays' }),
    issuer: z.string(),
    subject: z.string().meta({ description: 'Who they are there' }),
    values: z.array(z.string()).meta({ description: 'Of the claim that roles are read from' }),
    oddity: z.enum(['absent', 'no-text', 'kept-elsewhere']).nullable().meta({
      description: 'Why there are none; kept-elsewhere: the provider sends a place to ask, for there are too many',
    }),
    seenAt: z.number(),
    grant: grant.nullable().meta({ description: 'null: none of their roles is mapped' }),
    mappings: z.array(z.string()).meta({ description: 'The values by which they have it' }),
  }),
);

const key = z.object({ key: z.string().min(1).max(bounds.admin.idGiven) });
const ofValue = z.object({ value });

export const singleSignOn = {
  ways: operation({
    id: 'signInLookAtWays',
    method: 'GET',
    path: '/sign-in/ways',
    tag,
    right: null,
    description: 'By what a person can sign in',
    answer: json(
      z.object({
        sso: z
          .object({
            name: z.string().meta({ description: 'Of the provider' }),
            at: z
              .string()
              .nullable()
              .meta({ description: 'The one address of this server by which it can be begun; null: any' }),
          })
          .nullable()
          .meta({ description: 'null: no identity provider is set up' }),
        passkeys: z.boolean().meta({ description: 'Somebody has one' }),
      }),
    ),
    problems: [],
  }),
  begin: operation({
    id: 'signInByProviderBegin',
    method: 'POST',
    path: '/sign-in/sso/begin',
    tag,
    right: null,
    description: 'The browser is sent to the provider, and comes back within ten minutes',
    body: z.strictObject({}),
    answer: begun,
    problems: ['single-sign-on-refused', 'provider-refused'],
  }),
  enter: operation({
    id: 'signInByProvider',
    method: 'POST',
    path: '/sign-in/sso',
    tag,
    right: null,
    description: 'With what the provider sent the browser back with: once',
    body: cameBack,
    answer: entered,
    problems: ['single-sign-on-refused', 'provider-refused', 'sign-in-refused', 'too-busy'],
  }),
  beginAgain: operation({
    id: 'beginSignInAgain',
    method: 'POST',
    path: '/sign-in/again/sso/begin',
    tag,
    right: reads,
    description: 'Of who signed in by the provider: it asks for the password once more',
    body: z.strictObject({}),
    answer: begun,
    problems: ['single-sign-on-refused', 'provider-refused', 'no-session', 'wrong-kind'],
  }),
  again: operation({
    id: 'finishSignInAgain',
    method: 'POST',
    path: '/sign-in/again/sso',
    tag,
    right: reads,
    description: 'The same person, and the provider has to say that they proved it just now (auth_time)',
    body: cameBack,
    answer: json(meForm),
    problems: ['single-sign-on-refused', 'provider-refused', 'no-session', 'wrong-kind', 'too-busy'],
  }),
  show: operation({
    id: 'showSingleSignOn',
    method: 'GET',
    path: '/sso',
    tag,
    right: governs,
    description: 'The provider, and what it told of the caller',
    answer: json(
      z.object({
        provider: z
          .object({
            name: z.string(),
            issuer: z.string(),
            clientId: z.string().nullable(),
            rolesClaim: z.string(),
            redirect: z.string().meta({ description: 'The redirect URI that the provider has to know' }),
          })
          .nullable()
          .meta({ description: 'null: none is set up' }),
        own: personForm
          .extend({ claims: z.array(z.object({ claim: z.string(), value: z.string() })) })
          .nullable()
          .meta({ description: 'The caller, as the provider spoke of them last; null: they came another way' }),
      }),
    ),
    problems: [],
  }),
  mappings: operation({
    id: 'listRoleMappings',
    method: 'GET',
    path: '/sso/mappings',
    tag,
    right: governs,
    description: `All of them: there are at most ${bounds.admin.ssoMappings}`,
    answer: json(z.object({ items: z.array(mappingForm) })),
    problems: [],
  }),
  map: operation({
    id: 'createRoleMapping',
    method: 'POST',
    path: '/sso/mappings',
    tag,
    right: governs,
    fresh: true,
    description: 'Nobody grants more than they have. Of several roles of a person the highest counts',
    body: z.strictObject({
      value,
      role: z.enum(administratorRoles),
      organizations: organizations.default([]),
      content: content.default(false),
      enabled: enabled.default(true),
    }),
    answer: made(mappingForm),
    problems: ['already-there', 'too-many', 'not-found', 'not-unique'],
  }),
  change: operation({
    id: 'changeRoleMapping',
    method: 'PATCH',
    path: '/sso/mappings/:value',
    tag,
    right: governs,
    fresh: true,
    description: 'Acts at the next call of each who has it',
    params: ofValue,
    body: z.strictObject({
      role: z.enum(administratorRoles).optional(),
      organizations: organizations.optional(),
      content: content.optional(),
      enabled: enabled.optional(),
    }),
    answer: json(mappingForm),
    takesIfMatch: true,
    problems: ['not-found', 'not-unique', 'not-as-seen'],
  }),
  remove: operation({
    id: 'removeRoleMapping',
    method: 'DELETE',
    path: '/sso/mappings/:value',
    tag,
    right: governs,
    fresh: true,
    params: ofValue,
    answer: nothing,
    takesIfMatch: true,
    problems: ['not-found', 'not-as-seen'],
  }),
  people: operation({
    id: 'listSingleSignOnPeople',
    method: 'GET',
    path: '/sso/people',
    tag,
    right: governs,
    description: `Who came by the provider, the last one first: ${bounds.admin.ssoPeople} are kept`,
    answer: json(z.object({ items: z.array(personForm) })),
    problems: [],
  }),
  forget: operation({
    id: 'forgetSingleSignOnPerson',
    method: 'DELETE',
    path: '/sso/people/:key',
    tag,
    right: governs,
    fresh: true,
    description: 'They are signed out; the provider and a mapping may let them in again',
    params: key,
    answer: nothing,
    problems: ['not-found'],
  }),
  sessions: operation({
    id: 'listSingleSignOnSessions',
    method: 'GET',
    path: '/sso/people/:key/sessions',
    tag,
    right: governs,
    params: key,
    answer: json(z.object({ items: z.array(sessionForm) })),
    problems: ['not-found'],
  }),
  endSessions: operation({
    id: 'endSingleSignOnSessions',
    method: 'DELETE',
    path: '/sso/people/:key/sessions',
    tag,
    right: governs,
    params: key,
    answer: json(z.object({ ended: z.number() })),
    problems: ['not-found'],
  }),
};
