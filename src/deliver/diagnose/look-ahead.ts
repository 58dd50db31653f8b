/**
 * The way a message would go next, without sending it: the same targets, TLS demands, sign-ins and rewriting that a delivery uses, told in
 * words. For `doorpost explain`.
 */
import { many } from '../../base/words/amounts.ts';
import { bounds } from '../../base/bounds.ts';
import { assertNever } from '../../base/never.ts';
import type { QueuedMessage, QueuedRecipient } from '../../mail/delivery.ts';
import type { MailboxAccount, OutboundConnector } from '../../directory/objects.ts';
import type { Cure } from '../../mail/remedy.ts';
import { demandText, foreignNames, ownNameRemedy, senderDemand } from '../../policy/upstreams/senders.ts';
import { forward } from '../transports/mailbox/forwarding.ts';
import { type HopFailure, isOfSignIn } from '../answers/failure.ts';
import type { SessionTarget } from '../session/session-target.ts';
import { rewritten } from '../content/rewritten.ts';
import { type TlsPolicy, tlsPolicyOf } from '../session/tls-policy.ts';
import type { Step } from '../../mail/step.ts';
import { step } from '../../texts/step.ts';
import type { LookedAhead } from './seen.ts';

export const oneStep = (text: string, ok: boolean, cure: Cure | null = null): LookedAhead => ({
  steps: [step('route', ok ? 'good' : 'bad', text, { cure })],
  onward: null,
});

export function mailboxAhead(mailbox: MailboxAccount, recipient: QueuedRecipient): LookedAhead {
  const { delivery, forwarding } = mailbox;
  const place =
    delivery.kind === 'maildir'
      ? `Maildir ${delivery.path}`
      : delivery.kind === 'lmtp'
        ? `LMTP ${delivery.host}:${delivery.port}`
        : delivery.kind === 'lmtp-socket'
          ? `LMTP ${delivery.path}`
          : 'its mail is elsewhere';
  if (forwarding === null) return oneStep(`mailbox ${mailbox.address} here (${place})`, true);
  const kept = forwarding.keepCopy
    ? `mailbox ${mailbox.address} here (${place}), and `
    : `mailbox ${mailbox.address}: `;
  const outcome = forward(mailbox, recipient, forwarding.keepCopy);
  const onward = outcome.action === 'expanded' ? outcome : null;
  const text = onward === null ? 'the forwarding leads only to itself' : `${kept}forwarded`;
  return { steps: [step('route', onward === null ? 'bad' : 'good', text)], onward };
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
  const by = {
    password: 'with a password',
    'client-credentials': 'with a token of its application (client credentials)',
    delegated: 'with a token of the person who signed in',
  };
  const told: Step[] = [];
  if (auth !== null) told.push(step('sign-in', 'good', `as ${auth.username} ${by[auth.kind]}`));
  if (clientCertificate !== null) told.push(step('certificate', 'good', `shows ${clientCertificate.certificateFile}`));
  return told;
}

function paceSteps({ pace }: OutboundConnector): readonly Step[] {
  if (pace === null) return [];
  const { messagesPerMinute, concurrent, recipientsPerDay } = pace;
  const text = `${messagesPerMinute === null ? 'any number of messages' : many(messagesPerMinute, 'message')} a minute, ${concurrent ?? 'any number'} at once, ${recipientsPerDay === null ? 'any number of recipients' : many(recipientsPerDay, 'recipient')} in 24 hours`;
  return [step('pace', 'good', text)];
}

/** In whose name it goes out, and whether that one is taken there. */
export async function senderSteps(connector: OutboundConnector, message: QueuedMessage): Promise<readonly Step[]> {
  const changes = await rewriteSteps(connector, message);
  const demand = senderDemand(connector);
  const { reversePath, header } = message;
  const foreign = demand === null ? [] : foreignNames(connector, { reversePath, from: header.from });
  if (demand === null || foreign.length === 0) return changes;
  const text = `it would go out as ${foreign.join(' and ')}; ${demandText(demand)}`;
  return [...changes, step('sender', 'warning', text, { cure: ownNameRemedy(connector, demand) })];
}

async function rewriteSteps(connector: OutboundConnector, message: QueuedMessage): Promise<readonly Step[]> {
  if (connector.rewriting === null || message.content.kind !== 'inline') return [];
  const { bytes } = message.content;
  const result = await rewritten(message, connector.rewriting, async function* () {
    yield bytes;
  });
  if ('cause' in result) return [step('rewriting', 'bad', result.text)];
  return result.changes.map((text) => step('rewriting', 'good', text));
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
  if (more > 0) told.push(step('next hop', 'good', `and ${more} more, should these not answer`));
  return told;
}

const stepOfNoTarget = (failure: HopFailure): Step =>
  step(isOfSignIn(failure) ? 'sign-in' : 'next hop', 'bad', failure.text, { cure: failure.cure ?? null });

function placeOf({ host, endpoint }: SessionTarget): string {
  if (endpoint.kind === 'unix') return endpoint.path;
  const { address, port } = endpoint;
  return host === address ? `${address} port ${port}` : `${host} (${address}) port ${port}`;
}

export const tlsStep = (policy: TlsPolicy): Step => step('tls', 'good', `${tlsWords(policy)}${askedWords(policy)}`);

const askedWords = ({ asked }: TlsPolicy): string =>
  asked === undefined ? '' : ` (${asked.policy} of ${asked.domain})`;

function tlsWords({ mode, verify, name }: TlsPolicy): string {
  const checked = verify ? `, its certificate checked${name === null ? '' : ` for ${name}`}` : ', whoever it is';
  switch (mode) {
    case 'none':
      return 'none: in clear text';
    case 'opportunistic':
      return 'if the next hop offers it, whoever it is; else in clear text';
    case 'required':
      return `required (STARTTLS)${checked}`;
    case 'wrapped':
      return `from the first byte${checked}`;
    default:
      return assertNever(mode);
  }
}
