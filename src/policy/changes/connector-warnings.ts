/**
 * Warnings that an administrator should hear about an inbound connector that is allowed but may be a mistake. A connector is trust in addresses:
 * the commonest way to become an open relay is to trust an address that strangers also have.
 */
import { bounds } from '../../base/bounds.ts';
import { lowerCase } from '../../base/lower-case.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import type { InboundConnector } from '../../directory/objects.ts';
import {
  type AddressKind,
  addressKind,
  type AddressRange,
  contains,
  inCarrierGrade,
  mixesPrivateAndPublic,
  parseRange,
  touchesCarrierGrade,
} from '../../mail/network/address-ranges.ts';
import { isStrict, profileFor } from '../devices/device-profile.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import { doubtful, type Finding, wrong } from './findings.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface ConnectorWarning extends ToldLine {
  readonly code:
    | 'covers-gateway'
    | 'private-and-public'
    | 'carrier-grade'
    | 'other-organization'
    | 'wide-range'
    | 'covered-already'
    | 'weak-in-public'
    | 'replies-bounce';
}

const WIDEST_PREFIX = { 4: 24, 6: 64 } as const;

/**
 * @param gatewayAddresses addresses of this machine's gateways and container bridges: behind them every client may look the same.
 * The connector need not be in the view yet; one of the same id there is left out of the comparison.
 */
export function connectorWarnings(
  view: DirectoryView,
  connector: InboundConnector,
  gatewayAddresses: readonly string[],
): readonly ConnectorWarning[] {
  return [...warningsOf(view, connector, gatewayAddresses)].flatMap((found) => found);
}

/** The same for a connector of any number of addresses. */
export async function connectorWarningsInPieces(
  view: DirectoryView,
  connector: InboundConnector,
  gatewayAddresses: readonly string[],
  rest: Rest,
): Promise<readonly ConnectorWarning[]> {
  const warnings: ConnectorWarning[] = [];
  for (const found of warningsOf(view, connector, gatewayAddresses)) {
    warnings.push(...found);
    await rest();
  }
  return warnings;
}

/** The same without what holds of every connector: said when one is added, and not of many. */
export async function doubtsOf(
  view: DirectoryView,
  connector: InboundConnector,
  gatewayAddresses: readonly string[],
  rest: Rest,
): Promise<readonly ConnectorWarning[]> {
  const warnings = await connectorWarningsInPieces(view, connector, gatewayAddresses, rest);
  return warnings.filter(({ code }) => code !== 'replies-bounce');
}

/** Those of one address after the other, then those of the whole. */
function* warningsOf(
  view: DirectoryView,
  connector: InboundConnector,
  gatewayAddresses: readonly string[],
): Generator<readonly ConnectorWarning[]> {
  const gateways = gatewayAddresses.flatMap((text) => {
    const range = parseRange(text);
    return range === null ? [] : [{ text, range }];
  });
  let neighbours = 0;
  for (const text of connector.senderAddresses) {
    const range = parseRange(text);
    if (range === null) continue;
    const found = [...rangeWarnings(text, range, gateways)];
    for (const warning of neighbourWarnings(view, connector, text, range)) {
      neighbours++;
      if (neighbours > bounds.policy.neighboursNamed) break;
      found.push(warning);
    }
    yield found;
  }
  if (neighbours > bounds.policy.neighboursNamed) yield [moreNeighbours];
  yield [...mixWarnings(connector.senderAddresses), ...weaknessWarnings(view, connector)];
  yield [
    {
      code: 'replies-bounce',
      ...told(
        say`A sender address need not exist to be relayed; whoever replies to one that does not exist gets a non-delivery report.`,
      ),
    },
  ];
}

const moreNeighbours: ConnectorWarning = {
  code: 'covered-already',
  ...told(
    say`It overlaps further networks of other connectors, which are not named here: of those that cover one address the smallest network wins, and of equal networks the sender decides.`,
  ),
};

interface Network {
  readonly text: string;
  readonly range: AddressRange;
}

function* rangeWarnings(text: string, range: AddressRange, gateways: readonly Network[]): Generator<ConnectorWarning> {
  const covered = gateways.filter((gateway) => contains(range, gateway.range)).map((gateway) => gateway.text);
  if (covered.length > 0)
    yield {
      code: 'covers-gateway',
      ...told(
        say`${text} covers the gateway ${covered.join(', ')}: behind a container bridge or NAT every client on the Internet may appear as that address, and would be relayed. Use host networking or the PROXY protocol, or list the devices' own addresses.`,
      ),
    };
  if (mixesPrivateAndPublic(range))
    yield {
      code: 'private-and-public',
      ...told(say`${text} covers private and public addresses at once. List your own ranges one by one.`),
    };
  if (touchesCarrierGrade(range))
    yield {
      code: 'carrier-grade',
      ...told(
        inCarrierGrade(range)
          ? say`${text} lies in 100.64.0.0/10, which the customers of a carrier share: strangers may have the same address. Use a certificate or SMTP submission instead.`
          : say`${text} covers part of 100.64.0.0/10, which the customers of a carrier share: strangers may have the same address. Use a certificate or SMTP submission instead.`,
      ),
    };
  const widest = WIDEST_PREFIX[range.family];
  if (range.prefixLength < widest)
    yield {
      code: 'wide-range',
      ...told(
        say`${text} is wider than a /${widest}. Every address in it may relay in your domains' name; list only what you own.`,
      ),
    };
}

/** Ranges that are each of one kind, but not all of the same: devices of one site rarely come from both sides of its NAT. */
function* mixWarnings(texts: readonly string[]): Generator<ConnectorWarning> {
  const first = new Map<AddressKind, string>();
  for (const text of texts) {
    const range = parseRange(text);
    const kind = range === null ? null : addressKind(range);
    if (kind !== null && !first.has(kind)) first.set(kind, text);
  }
  const inside = first.get('private');
  const outside = first.get('public');
  if (inside !== undefined && outside !== undefined)
    yield {
      code: 'private-and-public',
      ...told(
        say`The connector covers private (${inside}) and public (${outside}) addresses together: a public one may be a NAT behind which strangers sit too. Make two connectors, and list only what you own.`,
      ),
    };
}

/** The traits of an old device are harmless in one's own network, and readable by strangers on the Internet. */
function* weaknessWarnings(view: DirectoryView, connector: InboundConnector): Generator<ConnectorWarning> {
  const weakness = weakInPublic(profileFor(view, null, connector), connector.senderAddresses);
  if (weakness !== null)
    yield {
      code: 'weak-in-public',
      ...told(
        say`The profile "${connector.profile ?? ''}" ${weakness}. Let such devices send inside your network or through a VPN, or give only them a connector of their own.`,
      ),
    };
}

/** The weakness that a profile opens to the Internet; null: nothing weak, or no public address. */
export function weakInPublic(
  { tlsMinimum, authBeforeTls }: Pick<ProfileTraits, 'tlsMinimum' | 'authBeforeTls'>,
  addresses: readonly string[],
): Phrase | null {
  if (tlsMinimum === 'TLSv1.2' && !authBeforeTls) return null;
  const outside = addresses.filter((text) => {
    const range = parseRange(text);
    return range !== null && addressKind(range) !== 'private';
  });
  if (outside.length === 0) return null;
  const from = outside.join(', ');
  return authBeforeTls
    ? say`allows passwords in clear text and TLS of 1999, and ${from} comes over the Internet, where others can read it`
    : say`allows TLS that is out of date, and ${from} comes over the Internet, where others can read it`;
}

/** No site owns as much of the Internet: whoever lists it lists strangers. */
const WIDEST_PUBLIC_PREFIX = { 4: 8, 6: 20 } as const;

interface Listed {
  readonly profile: string | null;
  readonly addresses: readonly string[];
}

/**
 * Addresses of a connector or device that would give strangers what its profile allows; the public way in is always strict. What is stored
 * so already (`before`) can be changed otherwise, or it could not even be switched off.
 */
export function strangersListed(
  path: string,
  traits: ProfileTraits,
  { profile, addresses }: Listed,
  before: Listed | null,
): readonly Finding[] {
  if (isStrict(traits)) return [];
  const wide = addresses.filter(isMuchOfTheInternet);
  if (wide.length === 0) return [];
  const isOld = before?.profile === profile && wide.every((text) => before.addresses.includes(text));
  return [
    (isOld ? doubtful : wrong)(
      path,
      say`the profile "${profile ?? ''}" would hold for ${wide.join(', ')}, and so for strangers: they meet strict, always`,
      'list the addresses that are yours, or take the profile strict',
    ),
  ];
}

/** More public addresses than all but a few sites own: whoever lists as many opens a door to strangers. */
const WIDEST_OWNED_PREFIX = { 4: 16, 6: 32 } as const;

export function takesInStrangers(text: string): boolean {
  const range = parseRange(text);
  return range !== null && range.prefixLength < WIDEST_OWNED_PREFIX[range.family] && addressKind(range) !== 'private';
}

function isMuchOfTheInternet(text: string): boolean {
  const range = parseRange(text);
  if (range === null || range.prefixLength >= WIDEST_PUBLIC_PREFIX[range.family]) return false;
  return ['public', 'mixed'].includes(addressKind(range));
}

/** Wider than what one site's devices need. */
export function isWide(text: string): boolean {
  const range = parseRange(text);
  return range !== null && range.prefixLength < WIDEST_PREFIX[range.family];
}

function* neighbourWarnings(
  view: DirectoryView,
  connector: InboundConnector,
  text: string,
  range: AddressRange,
): Generator<ConnectorWarning> {
  for (const { range: their, text: theirs, holder: other } of view.connectorsOverlapping(range)) {
    if (other.id === connector.id) continue;
    const isOurs = other.organizationId === connector.organizationId;
    const whose = isOurs
      ? say`the connector "${other.name}"`
      : say`the connector "${other.name}" of ${view.get('organization', other.organizationId)?.name ?? say`another organization`}`;
    yield {
      code: isOurs ? 'covered-already' : 'other-organization',
      ...told(neighbourWords({ text, range }, { text: theirs, range: their }, whose, whoseMail(connector, other))),
    };
  }
}

/** As `policy/ingress/connector-match.ts` chooses: the smallest network, whoever's it is; of equal ones it goes by the sender. */
function neighbourWords(our: Network, their: Network, whose: Phrase, whenEqual: Phrase): Phrase {
  if (!contains(their.range, our.range))
    return say`${our.text} covers ${their.text} of ${whose}, which keeps winning for its own addresses.`;
  if (!contains(our.range, their.range))
    return say`${our.text} is covered already by ${whose} (${their.text}). This connector wins for ${our.text}, because its network is the smaller one.`;
  return say`${our.text} is listed by ${whose} too. ${whenEqual}`;
}

/** As `chooseConnector` does, of two that list the same network. */
function whoseMail(one: InboundConnector, other: InboundConnector): Phrase {
  if (one.organizationId !== other.organizationId)
    return say`The sender's domain decides between the two: mail of a domain that belongs to neither organization is not relayed.`;
  const first = beforeTheOther(one, other) ? one : other;
  const second = first === one ? other : one;
  if (!isSameSenders(one, other))
    return say`The one whose sender domains cover the sender takes the mail; where both do, it is "${first.name}".`;
  const because = one.type === other.type ? say`its name comes first` : say`it relays, and the other is a Partner`;
  return say`"${first.name}" takes all mail from there, because ${because}: "${second.name}" does nothing for that network. List it in one of them.`;
}

const beforeTheOther = (one: InboundConnector, other: InboundConnector): boolean =>
  one.type === other.type ? one.name < other.name : one.type === 'OnPremises';

const isSameSenders = (one: InboundConnector, other: InboundConnector): boolean =>
  sameWords(one.senderDomains, other.senderDomains) &&
  sameWords(one.associatedAcceptedDomains, other.associatedAcceptedDomains);

const sameWords = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].map(lowerCase).sort().join(' ') === [...others].map(lowerCase).sort().join(' ');
