/** Connectors in and out, the test of those that lead out, and how upstreams are. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { anyAddress } from '../../directory/fields/values.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import { upstreamAuth } from '../../directory/kinds/upstream-sign-in.ts';
import { collection } from './collection.ts';
import { administers, helps, json, named, operation, reads } from './operation.ts';
import { nameParams, nextPage, organizationField, organizationQuery, pageFields } from './shared.ts';
import { lastTestView } from './upstream-views.ts';
import { stepForm } from './cures.ts';

export const inboundConnectors = collection('inbound-connector', inboundConnectorForms, {
  filter: {
    address: z
      .string()
      .max(bounds.admin.networkGiven)
      .optional()
      .meta({ description: 'Only those that name this address or network' }),
  },
});

const auth = named('UpstreamSignInForm', upstreamAuth);
const outboundForms = {
  create: outboundConnectorForms.create.extend({ auth: auth.nullable().default(null) }),
  patch: outboundConnectorForms.patch.extend({ auth: auth.nullable().optional() }),
};
const tag = 'outbound-connectors';
const naming = ['not-found', 'not-unique', 'which-organization'] as const;

const signInState = named(
  'UpstreamSignInState',
  z.object({
    state: z.enum(['none', 'waiting', 'done', 'failed']),
    userCode: z.string().optional(),
    verificationUri: z.string().optional(),
    expiresAt: z.number().optional(),
    at: z.number().optional(),
    text: z.string().optional(),
  }),
);

export const outboundConnectors = {
  ...collection('outbound-connector', outboundForms, { problems: ['invalid-sign-in', 'refers-to-nothing'] }),
  test: operation({
    id: 'testOutboundConnector',
    right: helps,
    method: 'POST',
    path: '/outbound-connectors/:name/test',
    tag,
    description: 'Really connects and sends a test message; result and time are kept in lastTest',
    params: nameParams,
    query: organizationQuery,
    body: z.strictObject({ to: anyAddress, from: anyAddress.optional() }),
    answer: json(
      z.object({
        ok: z.boolean(),
        steps: z.array(stepForm),
      }),
    ),
    problems: naming,
  }),
  signIn: operation({
    id: 'beginUpstreamSignIn',
    right: administers,
    method: 'POST',
    path: '/outbound-connectors/:name/sign-in',
    tag,
    description: 'Begins a sign-in by code: show userCode and verificationUri to a person; GET tells how it goes on',
    params: nameParams,
    query: organizationQuery,
    answer: json(signInState),
    problems: [...naming, 'wrong-kind', 'provider-refused', 'not-running-here'],
  }),
  signInState: operation({
    id: 'showUpstreamSignIn',
    right: administers,
    method: 'GET',
    path: '/outbound-connectors/:name/sign-in',
    tag,
    description: 'How the sign-in by code goes',
    params: nameParams,
    query: organizationQuery,
    answer: json(signInState),
    problems: [...naming, 'not-running-here'],
  }),
  status: operation({
    id: 'listUpstreamStatus',
    right: reads,
    method: 'GET',
    path: '/upstreams/status',
    tag,
    description: 'Outbound connectors, and how each one is: sign-in, token, waiting mail, trouble',
    query: z.strictObject({ organization: organizationField, ...pageFields }),
    answer: json(
      z.object({
        items: z.array(
          named(
            'UpstreamStatus',
            z.object({
              name: z.string(),
              enabled: z.boolean(),
              way: z.string(),
              signIn: z.string(),
              username: z.string().nullable(),
              tokenValidUntil: z.number().nullable(),
              secretExpiresAt: z.number().nullable(),
              lastTest: lastTestView.nullable(),
              waiting: z.number(),
              held: z.number(),
              trouble: z.string().nullable(),
              troubleSince: z.number().nullable(),
            }),
          ),
        ),
        next: nextPage,
      }),
    ),
    problems: ['not-found', 'which-organization', 'too-many-entries'],
  }),
};
