/** The way straight to Microsoft 365, or through Doorpost where none leads there. Pure. Facts: its documentation of November 2026. */
import { type Advice, DAY_LIMIT, knowsTls12, type KnownHosts, mxOf, preparations, spfOf, type Way } from './common.ts';
import type { Situation } from './situation.ts';
import { toDoorpost } from './to-doorpost.ts';
import { line, type ToldLine } from '../../mail/lines/said.ts';

interface Judged {
  readonly way: Way;
  /** Reasons that speak against it; empty: none. */
  readonly against: readonly ToldLine[];
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
    .map(({ way, against }) => ({ way, why: against.length === 0 ? line`works too` : inRow(against) }));
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
  title: line`Client SMTP submission to Microsoft 365`,
  why: [
    line`The device can sign in and speaks TLS 1.2; it works from any address, and mail to your own mailboxes is not filtered as spam.`,
    line`It signs in with OAuth: passwords are off by default from the end of December 2026.`,
  ],
  limits: [
    line`30 messages a minute, 3 at once, 10,000 recipients a day, per mailbox.`,
    ...(volume > DAY_LIMIT ? [line`${volume} a day are too many for one mailbox.`] : []),
  ],
  licences: [line`A licensed mailbox for each address that signs in.`],
  spf: null,
  device: [
    [line`SMTP server`, 'smtp.office365.com'],
    [line`Port`, portSettable ? '587' : line`25 (many providers block it)`],
    [line`Encryption`, line`STARTTLS (TLS 1.2); 465 is not supported`],
    [line`Authentication`, line`OAuth (modern authentication)`],
    [line`User name`, senders === 'one' ? `printer@${domain}` : line`the user's address`],
    [line`From address`, line`the same, or one it holds Send As for`],
  ],
  there: [
    ...(senders === 'one'
      ? [line`Add printer@${domain} as an alias to a licensed mailbox, or give it a mailbox of its own.`]
      : []),
    line`Switch SMTP AUTH on for the mailbox (Microsoft 365 admin center, Mail, Manage email apps).`,
  ],
});

const relayed = ({ domain }: Situation, { egress }: KnownHosts): OfWay => ({
  way: 'relay',
  title: line`SMTP relay through Microsoft 365 by connector`,
  why: [
    line`It works for most devices: your static address is the sign-in, and any address of your domain may be the sender, existing or not.`,
  ],
  limits: [line`Reasonable use. Not for bulk: the address or its senders get blocked.`],
  licences: [
    line`None for senders with a Microsoft 365 mailbox; Exchange Online Protection for each sender without one.`,
  ],
  spf: spfOf(egress),
  device: microsoftRelay(domain),
  there: [
    line`Make sure that ${domain} is a verified, accepted domain.`,
    line`Exchange admin center, Mail flow, Connectors: add one from "Your organization's email server" to Office 365, verified by your public address; leave the rest at its defaults.`,
    line`Publish the SPF line, or mail may end in junk folders.`,
  ],
});

const sentDirectly = ({ domain }: Situation, { egress }: KnownHosts): OfWay => ({
  way: 'direct',
  title: line`Direct Send to Microsoft 365`,
  why: [
    line`It writes to your own Microsoft 365 mailboxes only: nothing has to be set up there, and no sign-in is needed.`,
  ],
  limits: [
    line`None but the service's own. An organization can refuse it (RejectDirectSend), which becomes the default later.`,
  ],
  licences: [line`None for the sender.`],
  spf: spfOf(egress),
  device: microsoftRelay(domain),
  there: [line`Leave RejectDirectSend off, or add a connector for your address.`],
});

const microsoftRelay = (domain: string): Advice['device'] => [
  [
    line`SMTP server`,
    [mxOf(domain) ?? [], "(your domain's MX: Microsoft 365 admin center, Settings, Domains)"].flat().join(' '),
  ],
  [line`Port`, '25'],
  [line`Encryption`, line`STARTTLS if offered, else none`],
  [line`Authentication`, line`off`],
  [line`From address`, line`any address at ${domain}`],
];

function judgeSubmission(situation: Situation): Judged {
  const { auth, portSettable, port25, senders, volume } = situation;
  const against: ToldLine[] = [];
  if (auth === 'none') against.push(line`the device cannot sign in`);
  if (!knowsTls12(situation)) against.push(line`Microsoft takes only TLS 1.2 and newer, with STARTTLS`);
  if (auth === 'password')
    against.push(line`passwords are off by default from the end of December 2026, and go away after that`);
  if (!portSettable && port25 === 'blocked') against.push(line`it can use port 25 only, which is blocked`);
  if (senders === 'any') against.push(line`only addresses of the mailbox that signs in may send`);
  if (volume > DAY_LIMIT) against.push(line`more than ${DAY_LIMIT} recipients a day`);
  return { way: 'submission', against };
}

function judgeRelay({ address, listed, strangers, port25, senders, tls }: Situation): Judged {
  const against: ToldLine[] = [];
  if (address === 'dynamic') against.push(line`it needs a static address`);
  if (address === 'cloud') against.push(line`addresses of Azure and other clouds are not taken`);
  if (address === 'shared-nat') against.push(line`the address is shared by customers of your provider`);
  if (address === 'static' && listed) against.push(line`the address is on a policy block list`);
  if (address === 'static' && strangers)
    against.push(line`the address is shared with strangers, who could send as you`);
  if (port25 === 'blocked') against.push(line`port 25 is blocked`);
  if (senders === 'users') against.push(line`it does not prove who sends`);
  if (tls === '1.0' || tls === '1.1')
    against.push(line`TLS 1.0 and 1.1 are refused: only with TLS switched off in the device`);
  return { way: 'relay', against };
}

function judgeDirect({ outside, port25, address, listed, senders, tls }: Situation): Judged {
  const against: ToldLine[] = [];
  if (outside) against.push(line`it reaches your own mailboxes only`);
  if (port25 === 'blocked') against.push(line`port 25 is blocked`);
  if (address !== 'static') against.push(line`mail from such an address is taken for spam, or refused by policy lists`);
  else if (listed) against.push(line`the address is on a policy block list`);
  if (senders === 'users') against.push(line`it does not prove who sends`);
  if (tls === '1.0' || tls === '1.1')
    against.push(line`TLS 1.0 and 1.1 are refused: only with TLS switched off in the device`);
  return { way: 'direct', against };
}

/** Nothing leads straight there: Doorpost in between. */
function throughSiteRelay(situation: Situation, places: KnownHosts, judged: readonly Judged[]): Advice {
  const inner = toDoorpost(situation, places);
  return {
    ...inner,
    way: 'site-relay',
    title: line`Not straight: through Doorpost at the site (${inner.title})`,
    why: [
      line`No way straight to Microsoft 365 fits this device and this site; Doorpost takes its mail as it is and passes it on in the way Microsoft wants.`,
      ...inner.why,
    ],
    instead: judged.map(({ way, against }) => ({ way, why: line`straight to Microsoft 365: ${inRow(against)}` })),
  };
}

const inRow = ([first = line``, ...more]: readonly ToldLine[]): ToldLine =>
  more.reduce((all, each) => line`${all}; ${each}`, first);
