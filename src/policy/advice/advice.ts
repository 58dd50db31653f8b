/**
 * Which way in a device should take, why, and what to type: the decision table of device mail, for sending to Doorpost at the site and for
 * sending straight to Microsoft 365. Pure. Facts: Microsoft's documentation of November 2026.
 */
import type { Situation } from './situation.ts';

export type Way = 'bulk-provider' | 'existing-server' | 'relay' | 'submission' | 'direct' | 'site-relay';

export interface Advice {
  readonly way: Way;
  readonly title: string;
  readonly why: readonly string[];
  /** To be done before anything else. */
  readonly first: readonly string[];
  /** The other ways, and what speaks against each. */
  readonly instead: readonly { readonly way: Way; readonly why: string }[];
  readonly limits: readonly string[];
  readonly licences: readonly string[];
  /** TXT of the domain; null: nothing to add. */
  readonly spf: string | null;
  /** What to type into the device. */
  readonly device: readonly (readonly [label: string, value: string])[];
  /** What to set up on Doorpost, as commands. */
  readonly here: readonly string[];
  /** What to set up at Microsoft. */
  readonly there: readonly string[];
}

/** Where things are, as far as it is known. */
export interface Places {
  /** Doorpost's name for devices. */
  readonly host: string;
  /** Our public address. */
  readonly egress: string | null;
}

/** RFC 8997 retired TLS 1.0 and 1.1; Microsoft refuses them. */
const knowsTls12 = ({ tls }: Situation): boolean => tls === '1.2';
const DAY_LIMIT = 10_000;

export function advise(situation: Situation, places: Places): Advice {
  if (situation.existing) return existing(situation);
  if (situation.newsletters) return bulk(situation);
  return situation.target === 'doorpost' ? toDoorpost(situation, places) : toMicrosoft(situation, places);
}

const nothing = {
  first: [],
  instead: [],
  limits: [],
  licences: [],
  spf: null,
  device: [],
  here: [],
  there: [],
} as const;

const existing = ({ domain }: Situation): Advice => ({
  ...nothing,
  way: 'existing-server',
  title: 'Use the mail server or connector that is there',
  why: [
    'A server at the site, or a connector that covers it, takes mail of devices already: let the device send there. Nothing more has to be set up.',
    'Two ways out of one site only make it harder to find out where a mail went.',
  ],
  device: [
    ['SMTP server', 'the name or address of that server'],
    ['Port', '25, or what the server wants'],
    ['From address', `an address at ${domain}`],
  ],
});

const bulk = ({ domain }: Situation): Advice => ({
  ...nothing,
  way: 'bulk-provider',
  title: 'Take a provider for bulk mail',
  why: [
    'Newsletters are not for this: Microsoft 365 forbids bulk mail and blocks the sender or the address, and with it the mail of everybody else at the site.',
    'A provider for bulk mail has the addresses, the unsubscribing and the reputation for it.',
  ],
  instead: [
    { way: 'relay', why: 'the limits are for people and devices, and a complaint would hit all mail of the domain' },
  ],
  spf: `v=spf1 include:<the provider's name> include:spf.protection.outlook.com ~all`,
  there: [`Send it from a subdomain, such as news.${domain}: its reputation is then its own.`],
});

/** What the device should have first, whatever the way. */
function preparations({ oldFirmware, tls }: Situation): readonly string[] {
  const first: string[] = [];
  if (oldFirmware)
    first.push('Update the firmware: newer versions often know TLS 1.2, STARTTLS or OAuth. Then ask again.');
  if (tls === '465-only')
    first.push(
      'A device that suggests port 465 probably lacks STARTTLS: look for an update, and whether STARTTLS or "TLS" can be chosen with port 587.',
    );
  return first;
}

// ---------------------------------------------------------------- to Doorpost

function toDoorpost(situation: Situation, { host, egress }: Places): Advice {
  const { domain, tls, auth, senders, outside, portSettable } = situation;
  const upstream = upstreamFor(situation);
  const common = {
    first: preparations(situation),
    licences: [
      'Doorpost needs none. At Microsoft 365: one licensed mailbox for the way out by sign-in; a connector needs none for senders with a mailbox, and Exchange Online Protection for each sender without one.',
    ],
    spf: upstream.kind === 'microsoft365-connector' ? spfOf(egress) : 'v=spf1 include:spf.protection.outlook.com ~all',
    there: upstream.there,
  };
  const encrypted = tls === '1.2' || tls === '465-only';
  if (senders === 'users' && auth !== 'none' && encrypted)
    return {
      ...common,
      way: 'submission',
      title: 'Client submission to Doorpost: each user signs in',
      why: [
        'Each user sends in the own name, so each needs a sign-in of the own.',
        'It works from any address, also a dynamic one.',
      ],
      instead: [{ way: 'relay', why: 'whoever stands at the device could send as anybody' }],
      limits: ['Per mailbox: 30 messages a minute (more go out later), 3 at once, 10,000 recipients in 24 hours.'],
      device: [
        ['SMTP server', host],
        ['Port', tls === '465-only' ? '465' : '587'],
        ['Encryption', tls === '465-only' ? 'SSL/TLS' : 'STARTTLS'],
        ['Authentication', 'on'],
        ['User name', `the user's address, such as anna@${domain}`],
        ['Password', 'the one that credential add prints'],
        ['From address', "the user's own address"],
      ],
      here: [
        `doorpost mailbox add anna@${domain}`,
        `doorpost credential add anna@${domain} --name "Copier"`,
        ...upstream.here,
      ],
    };
  if (!outside && auth === 'none' && senders !== 'users' && tls === '1.2')
    return {
      ...common,
      way: 'direct',
      title: 'Direct Send to Doorpost',
      why: [
        'It writes to your own people only: Doorpost takes that from anybody, so nothing has to be set up for the device.',
      ],
      instead: [
        { way: 'relay', why: 'needed as soon as it writes to somebody outside; then add a connector for its address' },
      ],
      limits: ['Per address: see docs/limits.md (directMessagesPerAddressPerHour).'],
      device: relayFields(domain, host, tls, portSettable),
      here: [`doorpost domain add ${domain}`, ...upstream.here],
    };
  const profile = profileFor(situation);
  return {
    ...common,
    way: 'relay',
    title: 'Relay by connector at Doorpost',
    why: [
      'It works for the most devices: the device is known by its address in your network, needs no password, and may use any sender address of your domain.',
      ...(tls === '1.2'
        ? []
        : [
            "Its TLS is too old for Microsoft 365, or it has none: Doorpost takes it from this address alone, and speaks today's TLS outward.",
          ]),
      ...(senders === 'users' ? ['Users cannot sign in at it safely: their names in From are then not proved.'] : []),
    ],
    instead: [
      {
        way: 'submission',
        why:
          auth === 'none'
            ? 'the device cannot sign in'
            : encrypted
              ? 'works too: doorpost credential add'
              : 'the password would go in clear text or weak TLS',
      },
      { way: 'direct', why: outside ? 'reaches your own people only' : 'works too, without a connector' },
    ],
    limits: [
      'Per connector: 10,000 messages an hour, 100,000 recipients a day; doorpost limits set changes it.',
      ...upstream.limits,
    ],
    device: relayFields(domain, host, tls, portSettable),
    here: [
      `doorpost device add "Copier" --address <its address in your network>${profile === 'strict' ? '' : ` --profile ${profile}`}`,
      'doorpost connector add "Devices" --address <the same address, or the network of the devices>',
      ...upstream.here,
    ],
  };
}

const relayFields = (domain: string, host: string, tls: Situation['tls'], portSettable: boolean): Advice['device'] => [
  ['SMTP server', host],
  ['Port', portSettable ? '25' : '25 (it cannot be set; inside your network nobody blocks it)'],
  [
    'Encryption',
    tls === 'none' ? 'none' : tls === '465-only' ? 'none (not port 465)' : 'STARTTLS if offered, else none',
  ],
  ['Authentication', 'off'],
  ['From address', `any address at ${domain}, such as printer@${domain}`],
];

function profileFor({ tls, auth }: Situation): 'strict' | 'legacy' {
  return tls === '1.0' || tls === '1.1' || (tls === 'none' && auth === 'password') ? 'legacy' : 'strict';
}

interface UpstreamAdvice {
  readonly kind: 'microsoft365-connector' | 'microsoft365-submission' | 'graph';
  readonly here: readonly string[];
  readonly there: readonly string[];
  readonly limits: readonly string[];
}

/** How Doorpost passes it on to Microsoft 365. */
function upstreamFor({ domain, port25, volume, senders, ...site }: Situation): UpstreamAdvice {
  const ownAddress = site.address === 'static' && !site.listed && !site.strangers && port25 !== 'blocked';
  if (ownAddress && (senders === 'any' || volume > DAY_LIMIT || port25 === 'open'))
    return {
      kind: 'microsoft365-connector',
      here: [
        `doorpost upstream add "Microsoft 365" --kind microsoft365-connector --host ${domain.replaceAll('.', '-')}.mail.protection.outlook.com`,
      ],
      there: [
        'Exchange admin center, Mail flow, Connectors: a new one from "Your organization\'s email server" to Office 365, verified by your public address (or by certificate).',
        'Publish the SPF line.',
      ],
      limits: ['At Microsoft: reasonable use; bulk mail gets the address blocked.'],
    };
  const submission = port25 !== 'blocked' && senders === 'one';
  const kind = submission ? 'microsoft365-submission' : 'graph';
  return {
    kind,
    here: [
      `doorpost upstream add "Microsoft 365" --kind ${kind} --tenant ${domain} --client-id <application id> --username printer@${domain} --secret-stdin --secret-expires <date>`,
      ...(senders === 'one'
        ? []
        : [`doorpost upstream set "Microsoft 365" --rewrite-from printer@${domain} --rewrite-reply-to on`]),
    ],
    there: [
      `A licensed mailbox printer@${domain} (or that address as an alias of one).`,
      kind === 'graph'
        ? 'Entra ID: an app registration with the application permission Mail.Send (and Mail.ReadWrite for mail above 3 MB), consent of an administrator, and an application access policy that restricts it to that mailbox.'
        : 'Entra ID: an app registration with the permission SMTP.SendAsApp, consent of an administrator; in Exchange Online a service principal made with the object id of the Enterprise application, and rights on the mailbox; SMTP AUTH on for the mailbox.',
    ],
    limits: [
      `At Microsoft, per mailbox: 30 messages a minute, ${kind === 'graph' ? '4' : '3'} at once, 10,000 recipients a day. Doorpost stays below them.`,
      ...(volume > DAY_LIMIT
        ? [
            `${volume} recipients a day are more than one mailbox may have: spread them over several upstreams, or get a static address and use a connector.`,
          ]
        : []),
    ],
  };
}

// ---------------------------------------------------------------- straight to Microsoft 365

interface Judged {
  readonly way: Way;
  /** What speaks against it; empty: nothing. */
  readonly against: readonly string[];
}

function toMicrosoft(situation: Situation, places: Places): Advice {
  const { senders, outside, auth, volume } = situation;
  const submission = judgeSubmission(situation);
  const relay = judgeRelay(situation);
  const direct = judgeDirect(situation);
  const fits = (judged: Judged): boolean => judged.against.length === 0;
  const order =
    senders === 'users' || auth === 'oauth'
      ? [submission, relay, direct]
      : !outside
        ? [relay, direct, submission]
        : [relay, submission, direct];
  const chosen = order.find(fits);
  if (chosen === undefined) return throughSiteRelay(situation, places, order);
  const instead = order
    .filter((one) => one !== chosen)
    .map(({ way, against }) => ({ way, why: against.length === 0 ? 'works too' : against.join('; ') }));
  const common = { first: preparations(situation), instead, here: [] };
  const { domain } = situation;
  const mx = `${domain.replaceAll('.', '-')}.mail.protection.outlook.com`;
  switch (chosen.way) {
    case 'submission':
      return {
        ...common,
        way: 'submission',
        title: 'Client SMTP submission to Microsoft 365',
        why: [
          'The device can sign in and speaks TLS 1.2; it works from any address, and mail to your own mailboxes is not filtered as spam.',
          'It signs in with OAuth: passwords are off by default from the end of December 2026.',
        ],
        limits: [
          '30 messages a minute, 3 at once, 10,000 recipients a day, per mailbox.',
          ...(volume > DAY_LIMIT ? [`${volume} a day are too many for one mailbox.`] : []),
        ],
        licences: ['A licensed mailbox for each address that signs in.'],
        spf: null,
        device: [
          ['SMTP server', 'smtp.office365.com'],
          ['Port', situation.portSettable ? '587' : '25 (many providers block it)'],
          ['Encryption', 'STARTTLS (TLS 1.2); 465 is not supported'],
          ['Authentication', 'OAuth (modern authentication)'],
          ['User name', senders === 'one' ? `printer@${domain}` : "the user's address"],
          ['From address', 'the same, or one it holds Send As for'],
        ],
        there: [
          ...(senders === 'one'
            ? [`Add printer@${domain} as an alias to a licensed mailbox, or give it a mailbox of its own.`]
            : []),
          'Switch SMTP AUTH on for the mailbox (Microsoft 365 admin center, Mail, Manage email apps).',
        ],
      };
    case 'relay':
      return {
        ...common,
        way: 'relay',
        title: 'SMTP relay through Microsoft 365 by connector',
        why: [
          'It works for the most devices: your static address is the sign-in, and any address of your domain may be the sender, existing or not.',
        ],
        limits: ['Reasonable use. Not for bulk: the address or its senders get blocked.'],
        licences: [
          'None for senders with a Microsoft 365 mailbox; Exchange Online Protection for each sender without one.',
        ],
        spf: spfOf(places.egress),
        device: microsoftRelay(mx, domain),
        there: [
          `Make sure that ${domain} is a verified, accepted domain.`,
          'Exchange admin center, Mail flow, Connectors: add one from "Your organization\'s email server" to Office 365, verified by your public address; leave the rest at its defaults.',
          'Publish the SPF line, or mail may end in junk folders.',
        ],
      };
    case 'direct':
      return {
        ...common,
        way: 'direct',
        title: 'Direct Send to Microsoft 365',
        why: [
          'It writes to your own Microsoft 365 mailboxes only: nothing has to be set up there, and no sign-in is needed.',
        ],
        limits: [
          "None but the service's own. An organization can refuse it (RejectDirectSend), which becomes the default later.",
        ],
        licences: ['None for the sender.'],
        spf: spfOf(places.egress),
        device: microsoftRelay(mx, domain),
        there: ['Leave RejectDirectSend off, or add a connector for your address.'],
      };
    default:
      return throughSiteRelay(situation, places, order);
  }
}

const microsoftRelay = (mx: string, domain: string): Advice['device'] => [
  ['SMTP server', `${mx} (your domain's MX: Microsoft 365 admin center, Settings, Domains)`],
  ['Port', '25'],
  ['Encryption', 'STARTTLS if offered, else none'],
  ['Authentication', 'off'],
  ['From address', `any address at ${domain}`],
];

function judgeSubmission(situation: Situation): Judged {
  const { auth, portSettable, port25, senders, volume } = situation;
  const against: string[] = [];
  if (auth === 'none') against.push('the device cannot sign in');
  if (!knowsTls12(situation)) against.push('Microsoft takes only TLS 1.2 and newer, with STARTTLS');
  if (auth === 'password')
    against.push('passwords are off by default from the end of December 2026, and go away after that');
  if (!portSettable && port25 === 'blocked') against.push('it can use port 25 only, which is blocked');
  if (senders === 'any') against.push('only addresses of the mailbox that signs in may send');
  if (volume > DAY_LIMIT) against.push(`more than ${DAY_LIMIT} recipients a day`);
  return { way: 'submission', against };
}

function judgeRelay({ address, listed, strangers, port25, senders, tls }: Situation): Judged {
  const against: string[] = [];
  if (address === 'dynamic') against.push('it needs a static address');
  if (address === 'cloud') against.push('addresses of Azure and other clouds are not taken');
  if (address === 'shared-nat') against.push('the address is shared by customers of your provider');
  if (address === 'static' && listed) against.push('the address is on a policy block list');
  if (address === 'static' && strangers) against.push('the address is shared with strangers, who could send as you');
  if (port25 === 'blocked') against.push('port 25 is blocked');
  if (senders === 'users') against.push('it does not prove who sends');
  if (tls === '1.0' || tls === '1.1')
    against.push('TLS 1.0 and 1.1 are refused: only with TLS switched off in the device');
  return { way: 'relay', against };
}

function judgeDirect({ outside, port25, address, listed, senders, tls }: Situation): Judged {
  const against: string[] = [];
  if (outside) against.push('it reaches your own mailboxes only');
  if (port25 === 'blocked') against.push('port 25 is blocked');
  if (address !== 'static') against.push('mail from such an address is taken for spam, or refused by policy lists');
  else if (listed) against.push('the address is on a policy block list');
  if (senders === 'users') against.push('it does not prove who sends');
  if (tls === '1.0' || tls === '1.1')
    against.push('TLS 1.0 and 1.1 are refused: only with TLS switched off in the device');
  return { way: 'direct', against };
}

/** Nothing leads straight there: Doorpost in between. */
function throughSiteRelay(situation: Situation, places: Places, judged: readonly Judged[]): Advice {
  const inner = toDoorpost(situation, places);
  return {
    ...inner,
    way: 'site-relay',
    title: `Not straight: through Doorpost at the site (${inner.title.charAt(0).toLowerCase()}${inner.title.slice(1)})`,
    why: [
      'No way straight to Microsoft 365 fits this device and this site; Doorpost takes its mail as it is and passes it on in the way Microsoft wants.',
      ...inner.why,
    ],
    instead: judged.map(({ way, against }) => ({ way, why: `straight to Microsoft 365: ${against.join('; ')}` })),
  };
}

const spfOf = (egress: string | null): string =>
  `v=spf1 ${egress?.includes(':') ? 'ip6' : 'ip4'}:${egress ?? '<your public address>'} include:spf.protection.outlook.com ~all`;
