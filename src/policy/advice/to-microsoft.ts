/** The way straight to Microsoft 365, or through Doorpost where none leads there. Pure. Facts: its documentation of November 2026. */
import { type Advice, DAY_LIMIT, knowsTls12, type KnownHosts, mxOf, preparations, spfOf, type Way } from './common.ts';
import type { Situation } from './situation.ts';
import { toDoorpost } from './to-doorpost.ts';

interface Judged {
  readonly way: Way;
  /** Reasons that speak against it; empty: none. */
  readonly against: readonly string[];
}

export function toMicrosoft(situation: Situation, places: KnownHosts): Advice {
  const { senders, outside, auth } = situation;
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
  switch (chosen.way) {
    case 'submission':
      return { ...common, ...submitted(situation) };
    case 'relay':
      return { ...common, ...relayed(situation, places) };
    case 'direct':
      return { ...common, ...sentDirectly(situation, places) };
    default:
      return throughSiteRelay(situation, places, order);
  }
}

type OfWay = Omit<Advice, 'first' | 'instead' | 'here'>;

const submitted = ({ domain, senders, volume, portSettable }: Situation): OfWay => ({
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
    ['Port', portSettable ? '587' : '25 (many providers block it)'],
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
});

const relayed = ({ domain }: Situation, { egress }: KnownHosts): OfWay => ({
  way: 'relay',
  title: 'SMTP relay through Microsoft 365 by connector',
  why: [
    'It works for most devices: your static address is the sign-in, and any address of your domain may be the sender, existing or not.',
  ],
  limits: ['Reasonable use. Not for bulk: the address or its senders get blocked.'],
  licences: ['None for senders with a Microsoft 365 mailbox; Exchange Online Protection for each sender without one.'],
  spf: spfOf(egress),
  device: microsoftRelay(domain),
  there: [
    `Make sure that ${domain} is a verified, accepted domain.`,
    'Exchange admin center, Mail flow, Connectors: add one from "Your organization\'s email server" to Office 365, verified by your public address; leave the rest at its defaults.',
    'Publish the SPF line, or mail may end in junk folders.',
  ],
});

const sentDirectly = ({ domain }: Situation, { egress }: KnownHosts): OfWay => ({
  way: 'direct',
  title: 'Direct Send to Microsoft 365',
  why: [
    'It writes to your own Microsoft 365 mailboxes only: nothing has to be set up there, and no sign-in is needed.',
  ],
  limits: [
    "None but the service's own. An organization can refuse it (RejectDirectSend), which becomes the default later.",
  ],
  licences: ['None for the sender.'],
  spf: spfOf(egress),
  device: microsoftRelay(domain),
  there: ['Leave RejectDirectSend off, or add a connector for your address.'],
});

const microsoftRelay = (domain: string): Advice['device'] => [
  [
    'SMTP server',
    [mxOf(domain) ?? [], "(your domain's MX: Microsoft 365 admin center, Settings, Domains)"].flat().join(' '),
  ],
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
function throughSiteRelay(situation: Situation, places: KnownHosts, judged: readonly Judged[]): Advice {
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
