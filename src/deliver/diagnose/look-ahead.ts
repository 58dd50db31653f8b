/**
 * The way a message would go next, without sending it: the same targets, TLS demands, sign-ins and rewriting that a delivery uses, told in
 * words. For `doorpost explain`.
 */
import { bounds } from '../../base/bounds.ts';
import { assertNever } from '../../base/never.ts';
import type { QueuedMessage, QueuedRecipient } from '../../mail/delivery.ts';
import type { MailboxAccount, OutboundConnector } from '../../directory/objects.ts';
import type { HopFailure } from '../answers/failure.ts';
import { forward } from '../transports/mailbox/forwarding.ts';
import { stepOfFailure } from '../hops/no-target.ts';
import type { SessionTarget } from '../session/session-target.ts';
import { rewritten } from '../content/rewritten.ts';
import { type TlsPolicy, tlsPolicyOf } from '../session/tls-policy.ts';
import type { ForeseenLine, LookedAhead } from './seen.ts';

export const oneLine = (text: string, ok: boolean): LookedAhead => ({
  lines: [{ what: 'route', text, ok }],
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
  if (forwarding === null) return oneLine(`mailbox ${mailbox.address} here (${place})`, true);
  const kept = forwarding.keepCopy
    ? `mailbox ${mailbox.address} here (${place}), and `
    : `mailbox ${mailbox.address}: `;
  const outcome = forward(mailbox, recipient, forwarding.keepCopy);
  const onward = outcome.action === 'expanded' ? outcome : null;
  const text = onward === null ? 'the forwarding leads only to itself' : `${kept}forwarded`;
  return { lines: [{ what: 'route', text, ok: onward !== null }], onward };
}

/** By a connector that speaks SMTP: how the message is changed for it, how it would be protected, and the hosts. */
export async function connectorLines(
  connector: OutboundConnector,
  message: QueuedMessage,
  targets: AsyncIterable<SessionTarget | HopFailure>,
): Promise<readonly ForeseenLine[]> {
  const changes = await rewriteLines(connector, message);
  return [...changes, tlsLine(tlsPolicyOf(connector)), ...(await hopLines(targets, connector))];
}

/** As whom we sign in, and how much is sent. */
export const accountLines = (connector: OutboundConnector): readonly ForeseenLine[] => [
  ...signInLines(connector),
  ...paceLines(connector),
];

function signInLines({ auth, clientCertificate }: OutboundConnector): readonly ForeseenLine[] {
  const by = {
    password: 'with a password',
    'client-credentials': 'with a token of its application (client credentials)',
    delegated: 'with a token of the person who signed in',
  };
  const told: ForeseenLine[] = [];
  if (auth !== null) told.push({ what: 'sign-in', text: `as ${auth.username} ${by[auth.kind]}`, ok: true });
  if (clientCertificate !== null)
    told.push({ what: 'certificate', text: `shows ${clientCertificate.certificateFile}`, ok: true });
  return told;
}

function paceLines({ pace }: OutboundConnector): readonly ForeseenLine[] {
  if (pace === null) return [];
  const { messagesPerMinute, concurrent, recipientsPerDay } = pace;
  const text = `${messagesPerMinute ?? 'any number of'} messages a minute, ${concurrent ?? 'any number'} at once, ${recipientsPerDay ?? 'any number of'} recipients in 24 hours`;
  return [{ what: 'pace', text, ok: true }];
}

export async function rewriteLines(
  connector: OutboundConnector,
  message: QueuedMessage,
): Promise<readonly ForeseenLine[]> {
  if (connector.rewriting === null || message.content.kind !== 'inline') return [];
  const { bytes } = message.content;
  const result = await rewritten(message, connector.rewriting, async function* () {
    yield bytes;
  });
  if ('cause' in result) return [{ what: 'rewriting', text: result.text, ok: false }];
  return result.changes.map((text) => ({ what: 'rewriting', text, ok: true }));
}

export async function hopLines(
  targets: AsyncIterable<SessionTarget | HopFailure>,
  connector: OutboundConnector | null = null,
): Promise<readonly ForeseenLine[]> {
  const told: ForeseenLine[] = [];
  let more = 0;
  for await (const target of targets) {
    if (told.length >= bounds.deliver.hopsForeseen) more++;
    else if ('cause' in target) told.push(lineOfFailure(target, connector));
    else told.push({ what: 'next hop', text: placeOf(target), ok: true });
  }
  if (more > 0) told.push({ what: 'next hop', text: `and ${more} more, should these not answer`, ok: true });
  return told;
}

function lineOfFailure(failure: HopFailure, connector: OutboundConnector | null): ForeseenLine {
  const { step, cure } = stepOfFailure(connector ?? { name: '' }, failure);
  const text = cure === undefined ? failure.text : `${failure.text}. Cure: ${cure}`;
  return { what: step === 'name' ? 'next hop' : step, text, ok: false };
}

function placeOf({ host, endpoint }: SessionTarget): string {
  if (endpoint.kind === 'unix') return endpoint.path;
  const { address, port } = endpoint;
  return host === address ? `${address} port ${port}` : `${host} (${address}) port ${port}`;
}

export const tlsLine = (policy: TlsPolicy): ForeseenLine => ({ what: 'tls', text: tlsWords(policy), ok: true });

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
      return `from the first octet${checked}`;
    default:
      return assertNever(mode);
  }
}
