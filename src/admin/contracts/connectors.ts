/** Connectors in and out, the test of those that lead out, and how upstreams are. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { anyAddress } from '../../directory/fields/values.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import { upstreamAuth } from '../../directory/kinds/upstream-sign-in.ts';
import { clouds } from '../../policy/upstreams/presets.ts';
import { collection } from './collection.ts';
import { administers, helps, json, named, operation, reads } from './operation.ts';
import { nameParams, nextPage, organizationField, organizationQuery, pageFields } from './shared.ts';
import { upstreamKindView, upstreamStatusView } from './upstream-views.ts';
import { stepForm, saidForm } from './cures.ts';
import { problemForm } from './problems.ts';

export const inboundConnectors = collection('inbound-connector', inboundConnectorForms, {
  filter: {
    address: z
      .string()
      .max(bounds.admin.networkGiven)
      .optional()
      .meta({ description: 'Only those that name this address or network' }),
    warned: z.enum(['true']).optional().meta({ description: 'Only those about which something may be a mistake' }),
    devices: z
      .enum(['some', 'none'])
      .optional()
      .meta({ description: 'Of those that list addresses, only the ones that cover a known device, or none' }),
  },
});

const auth = named('UpstreamSignInForm', upstreamAuth);
const outboundForms = {
  create: outboundConnectorForms.create.extend({ auth: auth.nullable().default(null) }),
  patch: outboundConnectorForms.patch.extend({ auth: auth.nullable().optional() }),
};
const tag = 'outbound-connectors';
const naming = ['not-found', 'not-unique', 'which-organization'] as const;

const testBody = z.strictObject({ to: anyAddress, from: anyAddress.optional() });

const signInState = named(
  'UpstreamSignInState',
  z.object({
    state: z.enum(['none', 'waiting', 'done', 'failed']),
    userCode: z.string().optional(),
    verificationUri: z.string().optional(),
    expiresAt: z.number().optional(),
    at: z.number().optional(),
    text: z.string().optional(),
    said: saidForm.optional(),
    tried: z
      .number()
      .nullable()
      .optional()
      .meta({ description: 'done: recipients whose mail waited for it, and is tried now' }),
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
    body: testBody,
    answer: json(
      z.object({
        ok: z.boolean(),
        steps: z.array(stepForm),
      }),
    ),
    problems: naming,
  }),
  testSteps: operation({
    id: 'followOutboundConnectorTest',
    right: helps,
    method: 'POST',
    path: '/outbound-connectors/:name/test/steps',
    tag,
    description: 'The same test, told as it goes',
    params: nameParams,
    query: organizationQuery,
    body: testBody,
    answer: {
      as: 'lines',
      form: z.union([
        stepForm,
        z.object({
          done: z.literal(true),
          ok: z.boolean(),
          tried: z.number().meta({ description: 'Recipients whose mail waited for it, and is tried now' }),
        }),
        z.object({ problem: problemForm }),
      ]),
      description: 'A line for each step as it is done, then {done} or {problem}',
    },
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
    description: 'Outbound connectors, and how each one is: state, sign-in, token, pace, waiting mail, trouble',
    query: z.strictObject({ organization: organizationField, ...pageFields }),
    answer: json(z.object({ items: z.array(named('UpstreamStatus', upstreamStatusView)), next: nextPage })),
    problems: ['not-found', 'not-unique', 'too-many-entries'],
  }),
  kinds: operation({
    id: 'listUpstreamKinds',
    right: reads,
    method: 'GET',
    path: '/upstreams/kinds',
    tag,
    description: 'The kinds of upstreams that are known by name, and what each presets',
    query: z.strictObject({ cloud: z.enum(clouds).default('global').meta({ description: 'Of Microsoft' }) }),
    answer: json(z.object({ items: z.array(named('UpstreamKind', upstreamKindView)) })),
    problems: [],
  }),
};
