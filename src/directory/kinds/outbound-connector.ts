import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { field } from '../fields/field.ts';
import { type FieldsOf, formsOf, type Owned } from '../fields/forms.ts';
import {
  certificateName,
  domainPattern,
  hostOrAddress,
  label,
  list,
  port,
  senderPattern,
  webAddress,
} from '../fields/values.ts';
import { type UpstreamSignIn, upstreamServices } from '../upstream.ts';
import { rewriting } from './rewriting.ts';

/** Oldest first. */
export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

const DAY_MS = 86_400_000;

const smartHost = z.strictObject({ host: hostOrAddress, port: port.default(25) });
const route = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mx') }),
  /** In order of preference; a bracketed or plain address or a name (A/AAAA looked up, no MX). */
  z.strictObject({ kind: z.literal('smart-hosts'), hosts: list(smartHost).min(1) }),
  /** Microsoft Graph, `sendMail` of a user. `endpoint` without a final slash: `https://graph.microsoft.com/v1.0`. */
  z.strictObject({ kind: z.literal('graph'), endpoint: webAddress, user: z.string().min(1).max(bounds.mail.address) }),
]);
/** The pace that the next hop allows us, all sessions and nodes together. */
const pace = z.strictObject({
  messagesPerMinute: z.int().min(1).max(bounds.config.paceMessages),
  concurrent: z.int().min(1).max(bounds.config.paceConcurrent),
  /** In any 24 hours; null: not counted. */
  recipientsPerDay: z.int().min(1).max(bounds.config.paceRecipients).nullable().default(null),
});
const clientCertificate = z.strictObject({
  certificateFile: z.string().min(1).max(bounds.config.filePath),
  keyFile: z.string().min(1).max(bounds.config.filePath),
});

export const outboundConnectorForms = formsOf({
  name: field(label, { help: 'what it is called', column: 'NAME' }),
  enabled: field(z.boolean(), {
    help: 'whether it acts',
    standard: true,
    flag: '--enabled <on|off>',
    column: 'ENABLED',
  }),
  /** `accepted`: all accepted domains of the organization, for internal relay. Empty: only as another one's failover. */
  recipientDomains: field(list(domainPattern('accepted')), {
    help: 'x, *.x, * (everything) or accepted (our own, for internal relay); none: only as failover; repeat for more',
    standard: ['*'],
    flag: '--recipient-domain <pattern>',
    column: 'RECIPIENTS',
  }),
  /** `*.x`: subdomains only. The null reverse-path is covered by `*` only. */
  senders: field(list(senderPattern).min(1), {
    help: 'whose mail: *, user@x, x, *.x; repeat for more',
    standard: ['*'],
    since: '0.1.0',
    flag: '--sender <pattern>',
  }),
  devices: field(list(label), {
    help: 'only mail of these devices; repeat for more; none: of all',
    standard: [],
    since: '0.1.0',
    flag: '--device <name>',
  }),
  route: field(route, { help: 'where to', standard: { kind: 'mx' } }),
  /** Made true by whoever names a host and is no Global administrator: no address of it may be of an inner network then. */
  publicHostsOnly: field(z.boolean(), {
    help: 'its hosts may have public addresses only; on once somebody but a Global administrator named one, and only they switch it off',
    standard: false,
    since: '0.2.0',
    flag: '--public-hosts-only <on|off>',
  }),
  service: field(z.enum(upstreamServices), { help: 'whose words it speaks', standard: 'other', since: '0.1.0' }),
  /** `wrapped` is implicit TLS (465), verified. */
  tls: field(z.enum(['none', 'opportunistic', 'required', 'verified', 'wrapped']), {
    help: 'none, opportunistic, required, verified or wrapped (465)',
    standard: 'opportunistic',
    flag: '--tls <how>',
    column: 'TLS',
  }),
  tlsName: field(certificateName.nullable(), {
    help: "name to verify instead of the host's; none",
    standard: null,
    flag: '--tls-name <name>',
  }),
  /** Below TLSv1.2 the old ciphers go with it: better than clear text, and no more. */
  tlsMinimum: field(z.enum(tlsVersions), {
    help: 'oldest TLS that is spoken: TLSv1, TLSv1.1 or TLSv1.2',
    standard: 'TLSv1.2',
    since: '0.2.0',
    flag: '--tls-minimum <version>',
  }),
  clientCertificate: field(clientCertificate.nullable(), { help: 'shown in TLS', standard: null }),
  /** null: the default of 2 days. */
  expiryMs: field(
    z
      .int()
      .min(60_000)
      .max(30 * DAY_MS)
      .nullable(),
    { help: 'how long to try (2d)', standard: null, flag: '--expiry <duration>' },
  ),
  /** Names of connectors of the organization. */
  failover: field(list(label), {
    help: 'upstreams to try while this one is in trouble, in order; repeat for more; none',
    standard: [],
    since: '0.1.0',
    flag: '--failover <name>',
  }),
  /** null: none; everything goes as it comes. */
  pace: field(pace.nullable(), { help: 'how much it takes of us', standard: null, since: '0.1.0' }),
  rewriting: field(rewriting.nullable(), { help: 'in whose name mail goes out', standard: null, since: '0.1.0' }),
});

export interface OutboundConnector extends Owned<'outbound-connector'>, FieldsOf<typeof outboundConnectorForms.shape> {
  /** Written by a form of its own: it holds secrets. */
  readonly auth: UpstreamSignIn | null;
  readonly lastTest: null | { readonly at: number; readonly ok: boolean; readonly text: string };
}
