/** Rules about connectors. What is allowed but doubtful about trusted addresses is `connector-warnings.ts`. */
import { isDeepStrictEqual } from 'node:util';
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { listed as listedNames } from '../../base/listed.ts';
import type { InboundConnector, OutboundConnector } from '../../directory/objects.ts';
import { strangersListed } from './connector-warnings.ts';
import { parseRange } from '../../mail/network/address-ranges.ts';
import { isCovered } from '../devices/devices-without-right.ts';
import { profileNamed } from '../devices/device-profile.ts';
import { noSuchProfile, takenName } from './device-rules.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { doubtful, type Finding, wrong } from './findings.ts';
import { lastWayProblems } from './last-way.ts';
import { isFailoverOf } from '../routing/routing.ts';
import { demandWords, ownNameRemedy, unmetDemand } from '../upstreams/senders.ts';
import { companyProblems } from './named-others.ts';
import { say } from '../../texts/phrase.ts';

const listed = ({ profile, senderAddresses }: InboundConnector) => ({ profile, addresses: senderAddresses });

/** @param before as it is stored; null: it is new. */
export function inboundProblems(
  after: DirectoryView,
  connector: InboundConnector,
  before: InboundConnector | null,
): readonly Finding[] {
  const problems: Finding[] = [...takenName(after, connector)];
  if (
    connector.senderAddresses.length === 0 &&
    connector.certificateName === null &&
    connector.certificateFingerprint === null
  )
    problems.push(
      wrong(
        'senderAddresses',
        say`a connector must say whom it trusts`,
        'give the IP addresses of the devices (senderAddresses), or the name in their certificate (certificateName)',
      ),
    );
  if (before !== null) problems.push(...leftWithoutRight(after, connector, before));
  const traits = profileNamed(after, connector.organizationId, connector.profile);
  if (traits === null) problems.push(noSuchProfile(after, connector, 'profile', connector.profile));
  else if (connector.enabled)
    problems.push(...strangersListed('senderAddresses', traits, listed(connector), before && listed(before)));
  for (const [place, name] of connector.associatedAcceptedDomains.entries()) {
    const path = `associatedAcceptedDomains.${place}`;
    const domain = after.ownDomain(connector.organizationId, name);
    if (domain === null)
      problems.push(
        wrong(path, say`${name} is no domain of the organization`, { act: 'add-domain-first', domain: name }),
      );
    else if (domain.verified === null)
      problems.push(doubtful(path, say`${name} is not verified yet`, { act: 'verify-domain', domain: name }));
  }
  if (!after.hasVerifiedDomain(connector.organizationId))
    problems.push(
      doubtful(
        'senderDomains',
        say`the organization has no verified domain yet, so nothing is relayed`,
        'add and verify a domain',
      ),
    );
  if (
    connector.certificateName !== null &&
    connector.senderAddresses.length > 0 &&
    connector.certificateFingerprint === null
  )
    problems.push(
      doubtful(
        'certificateName',
        say`certificate and addresses are both given: either is enough to match`,
        'make two connectors if you mean them apart',
      ),
    );
  return problems;
}

/** A list is replaced as a whole: devices in what it does not name any more lose their right without a word. */
function leftWithoutRight(
  after: DirectoryView,
  { name, organizationId, senderAddresses }: InboundConnector,
  before: InboundConnector,
): readonly Finding[] {
  const networks = before.senderAddresses.filter((text) => !senderAddresses.includes(text));
  const left = new Set<string>();
  for (const text of networks) {
    const range = parseRange(text);
    if (range === null) continue;
    for (const { holder: device } of after.devicesOverlapping(range))
      if (
        device.organizationId === organizationId &&
        device.logins.length === 0 &&
        device.addresses.some((address) => !isCovered(after, organizationId, address))
      )
        left.add(device.name);
  }
  if (left.size === 0) return uncovered(after, organizationId, networks, name);
  const named = listedNames([...left].slice(0, bounds.policy.devicesNamed), left.size);
  return [
    doubtful(
      'senderAddresses',
      left.size === 1
        ? say`a device that it covered is covered by no connector any more: ${named}`
        : say`devices that it covered are covered by no connector any more (${left.size}): ${named}`,
      { act: 'cover-again', connector: name, networks },
    ),
  ];
}

/** Of those that no device record names. */
function uncovered(
  after: DirectoryView,
  organizationId: ObjectId,
  networks: readonly string[],
  connector: string,
): readonly Finding[] {
  const lost = networks.filter((text) => !isCovered(after, organizationId, text));
  if (lost.length === 0) return [];
  const named = listedNames(lost.slice(0, bounds.policy.devicesNamed), lost.length);
  return [
    doubtful(
      'senderAddresses',
      say`no connector covers ${named} any more: mail from there to the outside is refused from now on, unless it signs in`,
      { act: 'cover-again', connector, networks: lost },
    ),
  ];
}

/** The failovers behind those that are tried. */
function untriedProblems({ route }: OutboundConnector): readonly Finding[] {
  const most = bounds.deliver.smartHosts;
  if (route.kind !== 'smart-hosts' || route.hosts.length <= most) return [];
  return [
    doubtful(
      'route',
      say`${route.hosts.length} smart hosts are named, and only the first ${most} are tried`,
      'take out those behind them, or give them to a connector that is the failover of this one',
    ),
  ];
}

export function outboundProblems(
  before: DirectoryView,
  after: DirectoryView,
  connector: OutboundConnector,
): readonly Finding[] {
  const problems: Finding[] = [...takenName(after, connector)];
  if (connector.route.kind === 'mx' && connector.recipientDomains.includes('accepted'))
    problems.push(
      doubtful(
        'route',
        say`mail for your own accepted domains would follow their MX records, which may lead back here`,
        'name the smart host where those mailboxes live',
      ),
    );
  problems.push(...companyProblems(before, after, connector), ...untriedProblems(connector));
  if (connector.route.kind === 'mx' && connector.auth !== null)
    problems.push(
      wrong('auth', say`a user name and password need a smart host`, 'choose smart hosts, or take the sign-in out'),
    );
  if (connector.route.kind === 'mx' && connector.tls === 'wrapped')
    problems.push(
      wrong('tls', say`mail exchangers do not offer implicit TLS`, 'choose opportunistic, required or verified'),
    );
  problems.push(...signInProblems(connector), ...senderProblems(before, connector));
  problems.push(...lastWayProblems(before, after, before.get('outbound-connector', connector.id), connector));
  if (
    connector.route.kind !== 'graph' &&
    connector.auth !== null &&
    (connector.tls === 'none' || connector.tls === 'opportunistic')
  )
    problems.push(
      doubtful(
        'tls',
        connector.auth.kind === 'password'
          ? say`the password could travel in clear text`
          : say`the token could travel in clear text`,
        'choose required, verified or wrapped',
      ),
    );
  for (const pattern of connector.recipientDomains) {
    const other = after.outboundLike(connector, pattern.toLowerCase()).find(
      (each) =>
        each.id !== connector.id &&
        // Of two of which one is the other's failover it is clear who comes first.
        isFailoverOf(each, connector) === isFailoverOf(connector, each),
    );
    if (other && connector.enabled)
      problems.push(
        doubtful(
          'recipientDomains',
          say`${pattern} is also named by the connector "${other.name}"`,
          'name each pattern in one enabled connector, or make one the failover of the other (--failover)',
        ),
      );
  }
  return problems;
}

/** A service that takes mail in certain names alone bounces all other. Told when it becomes so, and not with each change of something else. */
function senderProblems(before: DirectoryView, connector: OutboundConnector): readonly Finding[] {
  const demand = unmetDemand(connector);
  const stored = before.get('outbound-connector', connector.id);
  if (demand === null || (stored !== null && isDeepStrictEqual(unmetDemand(stored), demand))) return [];
  return [doubtful('rewriting', demandWords(demand), ownNameRemedy(connector, demand))];
}

/** Secrets and tokens go by https; by http only to this machine. */
function signInProblems({ route, auth }: OutboundConnector): readonly Finding[] {
  const problems: Finding[] = [];
  const check = (path: string, address: string | null): void => {
    if (address !== null && !isConfidential(address))
      problems.push(
        wrong(
          path,
          say`${address} is not https: secrets and mail would travel in clear text`,
          'write it as https://...',
        ),
      );
  };
  if (route.kind === 'graph') {
    check('route.endpoint', route.endpoint);
    if (auth === null || auth.kind === 'password')
      problems.push(
        wrong('auth', say`Graph wants a sign-in by token`, 'give tenant, client id and a client secret or certificate'),
      );
  }
  if (auth !== null && auth.kind !== 'password') check('auth.tokenEndpoint', auth.tokenEndpoint);
  if (auth?.kind === 'delegated') check('auth.deviceEndpoint', auth.deviceEndpoint);
  return problems;
}

function isConfidential(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/u.test(hostname)
  );
}
