/**
 * The way a message would go next, without sending it: the same targets, TLS demands, sign-ins and rewriting that a delivery uses, told in
 * words. For `doorpost explain`.
 */
import { bounds } from '../../base/bounds.ts';
import { assertNever } from '../../base/never.ts';
import type { QueuedMessage, QueuedRecipient } from '../../mail/delivery.ts';
import type { MailboxAccount, OutboundConnector } from '../../directory/objects.ts';
import type { Cure } from '../../mail/remedy.ts';
import { demandWords, foreignNames, ownNameRemedy, senderDemand } from '../../policy/upstreams/senders.ts';
import { forward } from '../transports/mailbox/forwarding.ts';
import { type HopFailure, isOfSignIn } from '../answers/failure.ts';
import type { SessionTarget } from '../session/session-target.ts';
import { rewritten } from '../content/rewritten.ts';
import { type TlsPolicy, tlsPolicyOf } from '../session/tls-policy.ts';
import type { Step } from '../../mail/step.ts';
import { step } from '../../texts/step.ts';
import type { LookedAhead } from './seen.ts';
import { type Words, again } from '../../texts/told.ts';
import { allOf, type Phrase, say } from '../../texts/phrase.ts';
import { messagesOf, recipientsOf } from '../../texts/en/counts.ts';

export const oneStep = (text: Words, ok: boolean, cure: Cure | null = null): LookedAhead => ({
  steps: [step('route', ok ? 'good' : 'bad', text, { cure })],
  onward: null,
});

export function mailboxAhead(mailbox: MailboxAccount, recipient: QueuedRecipient): LookedAhead {
  const { delivery, forwarding } = mailbox;
  const place =
    delivery.kind === 'maildir'
      ? say`Maildir ${delivery.path}`
      : delivery.kind === 'lmtp'
        ? say`LMTP ${delivery.host}:${delivery.port}`
        : delivery.kind === 'lmtp-socket'
          ? say`LMTP ${delivery.path}`
          : say`its mail is elsewhere`;
  if (forwarding === null) return oneStep(say`mailbox ${mailbox.address} here (${place})`, true);
  const forwarded = forwarding.keepCopy
    ? say`mailbox ${mailbox.address} here (${place}), and forwarded`
    : say`mailbox ${mailbox.address}: forwarded`;
  const outcome = forward(mailbox, recipient, forwarding.keepCopy);
  const onward = outcome.action === 'expanded' ? outcome : null;
  const words = onward === null ? say`the forwarding leads only to itself` : forwarded;
  return { steps: [step('route', onward === null ? 'bad' : 'good', words)], onward };
}

/** By a connector that speaks SMTP: how the message is changed for it, how it would be protected, and the hosts. */
export async function connectorSteps(
  connector: OutboundConnector,
  message: QueuedMessage,
  targets: AsyncIterable<SessionTarget | HopFailure>,
): Promise<readonly Step[]> {
  const changes = await senderSteps(connector, message);
  return [...changes, tlsStep(tlsPolicyOf(connector)), ...(await hopSteps(targets))];
}

/** As whom we sign in, and how much is sent. */
export const accountSteps = (connector: OutboundConnector): readonly Step[] => [
  ...signInSteps(connector),
  ...paceSteps(connector),
];

function signInSteps({ auth, clientCertificate }: OutboundConnector): readonly Step[] {
  const told: Step[] = [];
  if (auth !== null) told.push(step('sign-in', 'good', signsInAs(auth)));
  if (clientCertificate !== null)
    told.push(step('certificate', 'good', say`shows ${clientCertificate.certificateFile}`));
  return told;
}

function signsInAs({ username, kind }: NonNullable<OutboundConnector['auth']>): Phrase {
  switch (kind) {
    case 'password':
      return say`as ${username} with a password`;
    case 'client-credentials':
      return say`as ${username} with a token of its application (client credentials)`;
    case 'delegated':
      return say`as ${username} with a token of the person who signed in`;
    default:
      return assertNever(kind);
  }
}

function paceSteps({ pace }: OutboundConnector): readonly Step[] {
  if (pace === null) return [];
  const { messagesPerMinute, concurrent, recipientsPerDay } = pace;
  const messages = messagesPerMinute === null ? say`any number of messages` : messagesOf(messagesPerMinute);
  const recipients = recipientsPerDay === null ? say`any number of recipients` : recipientsOf(recipientsPerDay);
  return [
    step(
      'pace',
      'good',
      say`${messages} a minute, ${concurrent ?? say`any number`} at once, ${recipients} in 24 hours`,
    ),
  ];
}

/** In whose name it goes out, and whether that one is taken there. */
export async function senderSteps(connector: OutboundConnector, message: QueuedMessage): Promise<readonly Step[]> {
  const changes = await rewriteSteps(connector, message);
  const demand = senderDemand(connector);
  const { reversePath, header } = message;
  const foreign = demand === null ? [] : foreignNames(connector, { reversePath, from: header.from });
  if (demand === null || foreign.length === 0) return changes;
  const words = say`it would go out as ${allOf(foreign)}; ${demandWords(demand)}`;
  return [...changes, step('sender', 'warning', words, { cure: ownNameRemedy(connector, demand) })];
}

async function rewriteSteps(connector: OutboundConnector, message: QueuedMessage): Promise<readonly Step[]> {
  if (connector.rewriting === null || message.content.kind !== 'inline') return [];
  const { bytes } = message.content;
  const result = await rewritten(message, connector.rewriting, async function* () {
    yield bytes;
  });
  if ('cause' in result) return [step('rewriting', 'bad', again(result))];
  return result.changes.map((change) => step('rewriting', 'good', again(change)));
}

export async function hopSteps(
  targets: AsyncIterable<SessionTarget | HopFailure> | Iterable<SessionTarget | HopFailure>,
): Promise<readonly Step[]> {
  const told: Step[] = [];
  let more = 0;
  for await (const target of targets) {
    if (told.length >= bounds.deliver.hopsForeseen) more++;
    else if ('cause' in target) told.push(stepOfNoTarget(target));
    else told.push(step('next hop', 'good', placeOf(target)));
  }
  if (more > 0) told.push(step('next hop', 'good', say`and ${more} more, should these not answer`));
  return told;
}

const stepOfNoTarget = (failure: HopFailure): Step =>
  step(isOfSignIn(failure) ? 'sign-in' : 'next hop', 'bad', again(failure), { cure: failure.cure ?? null });

function placeOf({ host, endpoint }: SessionTarget): Words {
  if (endpoint.kind === 'unix') return endpoint.path;
  const { address, port } = endpoint;
  return host === address ? say`${address} port ${port}` : say`${host} (${address}) port ${port}`;
}

export const tlsStep = (policy: TlsPolicy): Step => step('tls', 'good', askedWords(policy, tlsWords(policy)));

const askedWords = ({ asked }: TlsPolicy, words: Phrase): Phrase =>
  asked === undefined ? words : say`${words} (${asked.policy} of ${asked.domain})`;

function tlsWords({ mode, verify, name }: TlsPolicy): Phrase {
  const checked = !verify
    ? say`, whoever it is`
    : name === null
      ? say`, its certificate checked`
      : say`, its certificate checked for ${name}`;
  switch (mode) {
    case 'none':
      return say`none: in clear text`;
    case 'opportunistic':
      return say`if the next hop offers it, whoever it is; else in clear text`;
    case 'required':
      return say`required (STARTTLS)${checked}`;
    case 'wrapped':
      return say`from the first byte${checked}`;
    default:
      return assertNever(mode);
  }
}
