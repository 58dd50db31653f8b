/**
 * Where a message would go next, without sending it: the same targets, TLS demands, sign-ins and rewriting that a delivery uses, told in
 * words. For `doorpost explain`.
 */
import { bounds } from '../../base/bounds.ts';
import { assertNever } from '../../base/never.ts';
import type { Outcome, QueuedMessage, QueuedRecipient } from '../../mail/delivery.ts';
import type { MailboxAccount, OutboundConnector } from '../../directory/objects.ts';
import type { Route } from '../../mail/route.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { failoversOf } from '../../policy/routing/routing.ts';
import type { AccountTrouble } from '../upstream/account-trouble.ts';
import type { HopFailure } from '../answers/failure.ts';
import { forward } from '../transports/mailbox/forwarding.ts';
import { stepOfFailure } from '../hops/no-target.ts';
import type { SessionTarget } from '../session/session-target.ts';
import { connectorTargets, mxTargets, type OutboundSetting } from '../transfer/outbound.ts';
import { rewritten } from '../content/rewritten.ts';
import { opportunisticTls, type TlsPolicy, tlsPolicyOf } from '../session/tls-policy.ts';

/** One line of what would happen. `ok` false: mail would wait, or come back. */
export interface ForeseenLine {
  readonly what: string;
  readonly text: string;
  readonly ok: boolean;
}

export interface Foreseen {
  readonly lines: readonly ForeseenLine[];
  /** Where a mailbox passes it on: routed anew, as recipients of their own. */
  readonly onward: Extract<Outcome, { action: 'expanded' }> | null;
}

export interface ForesightFacts {
  readonly view: DirectoryView;
  readonly outbound: OutboundSetting;
  readonly troubles: ReturnType<AccountTrouble['list']>;
}

export async function foresee(
  facts: ForesightFacts,
  message: QueuedMessage,
  recipient: QueuedRecipient,
  route: Route,
  signal: AbortSignal,
): Promise<Foreseen> {
  switch (route.kind) {
    case 'mailbox': {
      const mailbox = facts.view.get('mailbox', route.mailboxId);
      if (mailbox === null) return lines({ what: 'route', text: 'the mailbox is gone', ok: false });
      return intoMailbox(mailbox, recipient);
    }
    case 'group': {
      const group = facts.view.get('group', route.groupId);
      return lines({ what: 'route', text: `group ${group?.address ?? route.groupId}`, ok: group !== null });
    }
    case 'mx':
      return lines(
        { what: 'route', text: `no outbound connector carries ${route.domain}: by its MX`, ok: true },
        { what: 'tls', text: tlsWords(opportunisticTls), ok: true },
        ...(await hopLines(mxTargets(route.domain, facts.outbound, signal))),
      );
    case 'connector': {
      const connector = facts.view.get('outbound-connector', route.connectorId);
      if (connector === null) return lines({ what: 'route', text: 'the outbound connector is gone', ok: false });
      return byConnector(facts, message, connector, route.domain, signal);
    }
    case 'capture':
      return lines({
        what: 'route',
        text: 'evaluation mode keeps it here (doorpost captured list): nothing leaves this machine',
        ok: true,
      });
    case 'none':
      return lines({ what: 'route', text: route.reason, ok: false });
    default:
      return assertNever(route);
  }
}

const lines = (...all: readonly ForeseenLine[]): Foreseen => ({ lines: all, onward: null });

function intoMailbox(mailbox: MailboxAccount, recipient: QueuedRecipient): Foreseen {
  const { delivery, forwarding } = mailbox;
  const place =
    delivery.kind === 'maildir'
      ? `Maildir ${delivery.path}`
      : delivery.kind === 'lmtp'
        ? `LMTP ${delivery.host}:${delivery.port}`
        : delivery.kind === 'lmtp-socket'
          ? `LMTP ${delivery.path}`
          : 'its mail is elsewhere';
  if (forwarding === null)
    return lines({ what: 'route', text: `mailbox ${mailbox.address} here (${place})`, ok: true });
  const kept = forwarding.keepCopy
    ? `mailbox ${mailbox.address} here (${place}), and `
    : `mailbox ${mailbox.address}: `;
  const outcome = forward(mailbox, recipient, forwarding.keepCopy);
  const onward = outcome.action === 'expanded' ? outcome : null;
  const text = onward === null ? 'the forwarding leads only to itself' : `${kept}forwarded`;
  return { lines: [{ what: 'route', text, ok: onward !== null }], onward };
}

async function byConnector(
  facts: ForesightFacts,
  message: QueuedMessage,
  connector: OutboundConnector,
  domain: string,
  signal: AbortSignal,
): Promise<Foreseen> {
  const all: ForeseenLine[] = [];
  for (const [index, each] of [connector, ...failoversOf(facts.view, connector)].entries()) {
    const what = index === 0 ? 'route' : 'failover';
    all.push({ what, text: `outbound connector ${each.name}${each.enabled ? '' : ' (off)'}`, ok: each.enabled });
    const trouble = facts.troubles.find(({ connectorId }) => connectorId === each.id);
    if (trouble !== undefined) all.push({ what: 'trouble', text: trouble.text, ok: false });
    all.push(...signInLines(each), ...paceLines(each), ...(await rewriteLines(each, message)));
    if (each.route.kind === 'graph') {
      all.push({ what: 'next hop', text: `Microsoft Graph at ${each.route.endpoint}`, ok: true });
      continue;
    }
    all.push({ what: 'tls', text: tlsWords(tlsPolicyOf(each)), ok: true });
    all.push(...(await hopLines(connectorTargets(each, domain, facts.outbound, signal), each)));
  }
  return lines(...all);
}

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

async function rewriteLines(connector: OutboundConnector, message: QueuedMessage): Promise<readonly ForeseenLine[]> {
  if (connector.rewriting === null || message.content.kind !== 'inline') return [];
  const { bytes } = message.content;
  const result = await rewritten(message, connector.rewriting, async function* () {
    yield bytes;
  });
  if ('cause' in result) return [{ what: 'rewriting', text: result.text, ok: false }];
  return result.changes.map((text) => ({ what: 'rewriting', text, ok: true }));
}

async function hopLines(
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
