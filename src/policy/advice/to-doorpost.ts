/** The way into Doorpost at the site, and from there to Microsoft 365. Pure. */
import { assertNever } from '../../base/never.ts';
import type { Cure, Remedy } from '../../mail/remedy.ts';
import { type Advice, DAY_LIMIT, type KnownHosts, mxOf, preparations, shownHost, spfOf } from './common.ts';
import type { Situation } from './situation.ts';
import { line, type ToldLine } from '../../mail/lines/said.ts';

export function toDoorpost(situation: Situation, places: KnownHosts): Advice {
  const { egress } = places;
  const host = shownHost(places);
  const upstream = upstreamFor(situation);
  const common = {
    first: preparations(situation),
    licences: [
      line`Doorpost needs none. At Microsoft 365: one licensed mailbox for the way out by sign-in; a connector needs none for senders with a mailbox, and Exchange Online Protection for each sender without one.`,
    ],
    spf: upstream.kind === 'microsoft365-connector' ? spfOf(egress) : 'v=spf1 include:spf.protection.outlook.com ~all',
    there: upstream.there,
  };
  const { auth, senders } = situation;
  if (senders === 'users' && auth !== 'none' && isEncrypted(situation))
    return { ...common, ...submission(situation, host, upstream) };
  return { ...common, ...relay(situation, host, upstream) };
}

const isEncrypted = ({ tls }: Situation): boolean => tls === '1.2' || tls === '465-only';

type OfWay = Omit<Advice, 'first' | 'licences' | 'spf' | 'there'>;

const submission = ({ domain, tls }: Situation, host: string | ToldLine, upstream: UpstreamAdvice): OfWay => ({
  way: 'submission',
  title: line`Client submission to Doorpost: each user signs in`,
  why: [
    line`Each user sends in their own name, so each needs a sign-in of their own.`,
    line`It works from any address, also a dynamic one.`,
  ],
  instead: [{ way: 'relay', why: line`whoever stands at the device could send as anybody` }],
  limits: [
    line`Per mailbox: 30 messages a minute (more go out later), 3 at once, 10,000 recipients in 24 hours.`,
    ...upstream.limits,
  ],
  device: [
    [line`SMTP server`, host],
    [line`Port`, tls === '465-only' ? '465' : '587'],
    [line`Encryption`, tls === '465-only' ? 'SSL/TLS' : 'STARTTLS'],
    [line`Authentication`, line`on`],
    [line`User name`, line`the user's address, such as anna@${domain}`],
    [line`Password`, line`the one that credential add prints`],
    [line`From address`, line`the user's own address`],
  ],
  here: [
    ...domainSteps(domain),
    { act: 'add-mailbox', address: `anna@${domain}` },
    { act: 'give-mailbox-credential', address: `anna@${domain}`, called: 'Copier' },
    ...upstream.here,
  ],
});

const relay = (situation: Situation, host: string | ToldLine, upstream: UpstreamAdvice): OfWay => ({
  way: 'relay',
  title: line`Relay by connector at Doorpost`,
  why: [
    line`It works for most devices: the device is known by its address in your network, needs no password, and may use any sender address of your domain.`,
    ...tlsReason(situation),
    ...(situation.senders === 'users'
      ? [line`Users cannot sign in at it safely: their names in From are then not proved.`]
      : []),
  ],
  instead: [
    { way: 'submission', why: whyNotSubmission(situation) },
    { way: 'direct', why: situation.outside ? line`reaches your own people only` : OWN_NAME_AT_MICROSOFT },
  ],
  limits: [{ act: 'change-connector-limits' }, ...upstream.limits],
  device: relayFields(situation, host),
  here: [
    ...domainSteps(situation.domain),
    { act: 'add-device', called: 'Copier', profile: profileFor(situation) },
    { act: 'let-devices-relay', called: 'Devices' },
    ...upstream.here,
  ],
});

/** Their mailboxes are not here: such mail would go on to Microsoft with the organization's trust. */
const OWN_NAME_AT_MICROSOFT = line`your mailboxes are at Microsoft, and what strangers write there in the name of your own domain is refused (550 5.7.68): the device has to be known by a connector`;

function whyNotSubmission(situation: Situation): Cure {
  if (situation.auth === 'none') return line`the device cannot sign in`;
  return isEncrypted(situation)
    ? { act: 'let-it-sign-in', port465: situation.tls === '465-only' }
    : line`the password would go in clear text or weak TLS`;
}

/** Why Microsoft does not take its TLS, and what Doorpost does about it. */
function tlsReason({ tls, auth }: Situation): readonly ToldLine[] {
  switch (tls) {
    case '1.2':
      return [];
    case '465-only':
      return [
        auth === 'none'
          ? line`It speaks TLS only on port 465, which Microsoft 365 does not offer. Doorpost does, for those who sign in, which the device cannot; by connector it sends to port 25 without TLS, from this address alone, and Doorpost speaks TLS outward.`
          : line`It speaks TLS only on port 465, which Microsoft 365 does not offer. Doorpost does, for those who sign in; by connector it sends to port 25 without TLS, from this address alone, and Doorpost speaks TLS outward.`,
      ];
    case 'none':
      return [
        line`It has no TLS, which Microsoft 365 wants of everyone who signs in: Doorpost takes it from this address alone, and speaks today's TLS outward.`,
      ];
    case '1.0':
    case '1.1':
      return [
        line`Its TLS is too old for Microsoft 365: Doorpost takes it from this address alone, and speaks today's TLS outward.`,
      ];
    default:
      return assertNever(tls);
  }
}

/** The mailboxes are at Microsoft: addresses of the domain that are not known here go on to there. */
const domainSteps = (domain: string): readonly Remedy[] => [
  { act: 'take-domain', domain },
  { act: 'prove-domain', domain },
];

const relayFields = ({ domain, tls, portSettable, senders }: Situation, host: string | ToldLine): Advice['device'] => [
  [line`SMTP server`, host],
  [line`Port`, portSettable ? '25' : line`25 (it cannot be set; inside your network nobody blocks it)`],
  [
    line`Encryption`,
    tls === 'none' ? line`none` : tls === '465-only' ? line`none (not port 465)` : line`STARTTLS if offered, else none`,
  ],
  [line`Authentication`, line`off`],
  [line`From address`, senders === 'one' ? `printer@${domain}` : line`any address at ${domain}`],
];

/** null: it needs none. */
const profileFor = ({ tls, auth }: Situation): 'legacy' | null =>
  tls === '1.0' || tls === '1.1' || (tls === 'none' && auth === 'password') ? 'legacy' : null;

interface UpstreamAdvice {
  readonly kind: 'microsoft365-connector' | 'microsoft365-submission' | 'graph';
  readonly here: readonly Remedy[];
  readonly there: readonly Cure[];
  readonly limits: readonly ToldLine[];
}

const UPSTREAM = 'Microsoft 365';

/** How Doorpost passes it on to Microsoft 365. */
function upstreamFor({ domain, port25, volume, senders, ...site }: Situation): UpstreamAdvice {
  const ownAddress = site.address === 'static' && !site.listed && !site.strangers && port25 !== 'blocked';
  if (ownAddress && (senders === 'any' || volume > DAY_LIMIT || port25 === 'open'))
    return {
      kind: 'microsoft365-connector',
      here: [{ act: 'send-by-connector', name: UPSTREAM, host: mxOf(domain) }],
      there: [
        line`Exchange admin center, Mail flow, Connectors: a new one from "Your organization's email server" to Office 365, verified by your public address (or by certificate).`,
        line`Publish the SPF line.`,
      ],
      limits: [line`At Microsoft: reasonable use; bulk mail gets the address blocked.`],
    };
  // Port 587 is open nearly everywhere, where 25 is blocked too.
  const kind = senders === 'one' ? 'microsoft365-submission' : 'graph';
  const address = `printer@${domain}`;
  return {
    kind,
    here: [{ act: 'send-by-mailbox', name: UPSTREAM, by: kind, tenant: domain, username: address }],
    there: [
      ...(kind === 'graph' ? [] : [{ act: 'look-whether-587-is-open' } as const]),
      line`A licensed mailbox ${address} (or that address as an alias of one).`,
      ...(senders === 'users' ? [{ act: 'give-send-as', name: UPSTREAM, address } as const] : []),
      kind === 'graph'
        ? line`Entra ID: an app registration with the application permission Mail.Send (and Mail.ReadWrite for mail above 3 MB), consent of an administrator, and an application access policy that restricts it to that mailbox.`
        : line`Entra ID: an app registration with the permission SMTP.SendAsApp, consent of an administrator; in Exchange Online a service principal made with the object id of the Enterprise application, and rights on the mailbox; SMTP AUTH on for the mailbox.`,
    ],
    limits: [
      line`At Microsoft, per mailbox: 30 messages a minute, ${kind === 'graph' ? '4' : '3'} at once, 10,000 recipients a day. Doorpost stays below them.`,
      ...(volume > DAY_LIMIT
        ? [
            line`The recipients of a day (${volume}) are more than one mailbox may have: spread them over several upstreams, or get a static address and use a connector.`,
          ]
        : []),
    ],
  };
}
