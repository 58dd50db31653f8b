/**
 * `doorpost explain`: takes a mail that has not been sent through the receive room (a rehearsal), its routes and the delivery room (a look
 * ahead). Decides nothing itself; part of the composition, because it needs more than one room.
 */
import { cureOf } from './texts/remedy.ts';
import { firedLine } from './texts/screening-line.ts';
import { step } from './texts/step.ts';
import { bounds } from './base/bounds.ts';
import { Pieces } from './base/slices.ts';
import { type Address, addressKey, addressText, pathText } from './mail/address.ts';
import { type QueuedRecipient, untried } from './mail/delivery.ts';
import type { ExplainedRecipient, Explanation, MailQuestion } from './mail/doors/explanation.ts';
import type { DeliveryRoom } from './deliver/delivery-room.ts';
import type { Route } from './mail/route.ts';
import { isGood, type Step } from './mail/step.ts';
import { builtInProfiles } from './policy/devices/device-profile.ts';
import type { PeerCertificate } from './policy/ingress/connector-match.ts';
import type { LiveDirectory } from './directory/live-directory.ts';
import type { DirectoryView } from './directory/snapshot.ts';
import { routeRecipient } from './policy/routing/routing.ts';
import { expandGroup } from './queue/attempt/expand.ts';
import type { Rehearsal } from './receive/rehearsal.ts';
import type { Receiving } from './receive/receive-room.ts';
import { canonicalAddress } from './mail/network/peer-address.ts';
import type { NewMessage } from './store/store.ts';
import { again, type Words } from './texts/told.ts';
import { type Phrase, say, worded } from './texts/phrase.ts';

export interface ExplainParts {
  /** The part of it that who asks may see; mail is taken through the rooms as if there were nothing else. */
  readonly directory: LiveDirectory;
  readonly receiving: Pick<Receiving, 'rehearse'>;
  readonly delivery: Pick<DeliveryRoom, 'lookAhead'>;
}

/** Rejects with NoSuchListener where the question names one that is not there. */
export async function explain(parts: ExplainParts, question: MailQuestion): Promise<Explanation> {
  const { address, certificate, ...rest } = question;
  const rehearsal = await parts.receiving.rehearse(
    {
      ...rest,
      clientAddress: canonicalAddress(address),
      certificate: certificate === null ? null : assumedCertificate(certificate),
    },
    parts.directory,
  );
  const { message, steps } = rehearsal;
  const recipients: ExplainedRecipient[] = [];
  for (const [ordinal, recipient] of (message?.recipients ?? []).entries()) {
    const one = untried(ordinal, recipient);
    if (message !== null) recipients.push(await ahead(parts, message, one, recipient.route, new Set()));
  }
  const refused = !steps.every(isGood);
  return {
    verdict: message === null ? 'refused' : refused ? 'partly' : 'accepted',
    conversation: steps,
    decisions: decisionsOf(parts.directory, question, rehearsal),
    recipients,
    header: headerOf(rehearsal),
    refusals: rehearsal.refusals.map((one) => ({ recipient: one.recipient, cause: one.cause, ...cureOf(one) })),
    refusal: refusalOf(rehearsal),
  };
}

function refusalOf({ refusal }: Rehearsal): Explanation['refusal'] {
  if (refusal === null) return null;
  return { cause: refusal.cause, ...cureOf(refusal), reason: refusal.reason ?? null };
}

/** A certificate of these names and fingerprint, as if it had come and was trusted. */
function assumedCertificate(text: string): PeerCertificate {
  const words = text
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());
  const digest = (word: string): string => word.replace(/^sha256:/u, '').replaceAll(':', '');
  const isDigest = (word: string): boolean => /^[0-9a-f]{64}$/u.test(digest(word));
  const names = words.filter((word) => word !== '' && !isDigest(word));
  return { chained: true, distrust: null, fingerprint: digest(words.find(isDigest) ?? ''), names };
}

async function ahead(
  parts: ExplainParts,
  message: NewMessage,
  recipient: QueuedRecipient,
  route: Route,
  been: ReadonlySet<string>,
): Promise<ExplainedRecipient> {
  const address = addressText(recipient.address);
  const { steps, onward } = await parts.delivery.lookAhead({ message, recipient, route });
  const [named = null] =
    route.kind === 'group'
      ? await new Pieces().all(expandGroup(parts.directory.current, [recipient], route.groupId))
      : [];
  const outcome = named ?? onward;
  if (outcome === null) return { address, steps, onward: [] };
  if (outcome.action !== 'expanded') {
    const words = 'text' in outcome ? again(outcome) : '';
    return { address, steps: [...steps, step('group', 'bad', words)], onward: [] };
  }
  const through = new Set([...been, addressKey(recipient.address)]);
  const told: ExplainedRecipient[] = [];
  for (const next of outcome.to.slice(0, bounds.house.explainOnward))
    told.push(await onwardTo(parts, message, recipient, next, through));
  const more = outcome.to.length - bounds.house.explainOnward;
  const rest = more > 0 ? [step('group', 'good', say`and ${more} more, not looked at here`)] : [];
  return { address, steps: [...steps, ...rest], onward: told };
}

async function onwardTo(
  parts: ExplainParts,
  message: NewMessage,
  from: QueuedRecipient,
  next: Address,
  through: ReadonlySet<string>,
): Promise<ExplainedRecipient> {
  const stop = (words: Phrase): ExplainedRecipient => ({
    address: addressText(next),
    steps: [step('loop', 'bad', words)],
    onward: [],
  });
  if (through.has(addressKey(next))) return stop(say`left out: the message has already been through it`);
  if (through.size >= bounds.house.explainDepth) return stop(say`not looked at any deeper`);
  const route = routeRecipient(parts.directory.current, next, message);
  return ahead(parts, message, { ...from, address: next }, route, through);
}

function decisionsOf(directory: LiveDirectory, question: MailQuestion, rehearsal: Rehearsal): readonly Step[] {
  const { message, connectors, device, limits, screening } = rehearsal;
  const told: Step[] = [];
  const note = (what: string, words: Words, ok = true): void => {
    told.push(step(what, ok ? 'good' : 'bad', words));
  };
  note('listener', say`${rehearsal.listener}, from ${question.address}`);
  note('tls', tlsWords(question, rehearsal));
  note(
    'connector',
    connectors.length === 0 ? say`none covers this address or certificate` : connectors.join(', '),
    // Direct Send needs none.
    connectors.length > 0 || question.login !== null || message?.ingress === 'direct',
  );
  if (device !== null) note('device', device.place === '' ? device.name : `${device.name} (${device.place})`);
  note('profile', profileWords(rehearsal));
  if (message !== null) told.push(...decisionsOnMessage(directory.current, message, rehearsal.right));
  for (const fired of screening) note('check', again(firedLine(fired)), fired.isObserved || fired.act === 'stamp');
  for (const { used, most, words, name } of limits)
    note('limit', say`${used} of ${most} ${worded(words)} (${name})`, used < most);
  return told;
}

function decisionsOnMessage(view: DirectoryView, message: NewMessage, right: Rehearsal['right']): readonly Step[] {
  const organization = view.get('organization', message.organizationId);
  const connector = view.get('inbound-connector', message.connectorId);
  const mailbox = view.get('mailbox', message.mailboxId);
  const told = [step('way in', 'good', wayIn[message.ingress])];
  if (organization !== null) told.push(step('organization', 'good', organization.name));
  if (connector !== null) told.push(step('by connector', 'good', connector.name));
  if (mailbox !== null) told.push(step('signed in as', 'good', mailbox.address));
  told.push(step('sender', 'good', pathText(message.reversePath)));
  for (const event of message.events) {
    const { kind } = event;
    const isOfRight = kind === 'Receive';
    told.push(step(isOfRight ? 'right' : kind.toLowerCase(), 'good', again((isOfRight ? right : null) ?? event)));
  }
  return told;
}

const wayIn = {
  relay: say`SMTP relay by connector`,
  submission: say`client submission`,
  direct: say`Direct Send`,
  internal: say`Doorpost itself`,
} as const;

function tlsWords({ certificate }: MailQuestion, { tls: secured }: Rehearsal): Phrase {
  if (!secured) return say`none`;
  return certificate === null ? say`yes` : say`yes, showing the certificate ${certificate}`;
}

function profileWords({ profile }: Rehearsal): Phrase {
  const built = Object.entries(builtInProfiles).find(([, traits]) => traits === profile)?.[0];
  const name = built ?? ('name' in profile ? String(profile.name) : say`its own`);
  const oldest = profile.tlsMinimum.replace('TLSv1', 'TLS 1').replace(/^TLS 1$/u, 'TLS 1.0');
  const lineEnds = profile.lineEnds === 'reject' ? say`odd line ends refused` : say`odd line ends repaired`;
  const words = say`${name}: ${oldest} or newer, ${lineEnds}`;
  return profile.authBeforeTls ? say`${words}, sign-in before TLS` : words;
}

function headerOf({ content }: Rehearsal): string | null {
  if (content === null) return null;
  const text = Buffer.from(content).toString();
  return text.slice(0, text.indexOf('\r\n\r\n') + 2).replaceAll('\r\n', '\n');
}
