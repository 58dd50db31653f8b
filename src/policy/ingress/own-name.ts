/**
 * Strangers in our own name. Mail for an internal-relay domain goes on to the organization's other system by its outbound connectors, or
 * failing those from our own address, and has the organization's trust there: its account, its place in SPF. A stranger who shows an own
 * domain, as MAIL FROM or in the header, would be taken for one of its people. He is refused on that way (550 5.7.68), also where it
 * leads through groups and forwarding, unless DMARC shows that the mail is the domain's own. Pure.
 */
import type { AtMost } from '../../base/at-most.ts';
import type { ObjectId } from '../../base/id.ts';
import { bounds } from '../../base/bounds.ts';
import { type Address, addressText, type ReversePath } from '../../mail/address.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import { decodeWords } from '../../mail/header/encoded-words.ts';
import { replies } from '../../mail/replies.ts';
import { accepted, refuse, type Verdict } from '../../mail/verdict.ts';
import { domainKeyOf } from '../../smtp/grammar/domain.ts';
import { type ConnectorMatch, coversAssociated } from './connector-match.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { coveredByPatterns } from '../../directory/domain-pattern.ts';
import type { ShownAddress } from './submission.ts';
import { reachOf } from '../routing/ways.ts';

/** The organization that the sender belongs to; null: a stranger. */
function organizationOfPeer(
  match: ConnectorMatch | null,
  mailbox: { readonly organizationId: ObjectId } | null,
): ObjectId | null {
  return mailbox?.organizationId ?? match?.connector.organizationId ?? null;
}

export interface ClaimingSender {
  readonly reversePath: ReversePath;
  readonly match: ConnectorMatch | null;
  readonly mailbox: { readonly organizationId: ObjectId } | null;
}

/** At RCPT, by MAIL FROM. A connector that is narrowed to other domains does not speak for this one. */
export function judgeOwnReversePath(
  view: DirectoryView,
  recipient: Address,
  reversePath: ReversePath,
  peer: { readonly match: ConnectorMatch | null; readonly mailbox: { readonly organizationId: ObjectId } | null },
): Verdict {
  if (reversePath === null) return accepted;
  const known = speaksFor(peer.match, reversePath) ? organizationOfPeer(peer.match, peer.mailbox) : null;
  return judge(view, [recipient], known, [reversePath.domainKey]);
}

function speaksFor(match: ConnectorMatch | null, { domainKey }: Exclude<ReversePath, null>): boolean {
  if (match === null || match.connector.type === 'Partner') return true;
  return coveredByPatterns(match.connector.senderDomains, domainKey) && coversAssociated(match.connector, domainKey);
}

/** At the end of data, by MAIL FROM, From and Sender. @param proven the domain of the author, where the mail is shown to be his; null: nothing is. */
export function judgeOwnNames(
  view: DirectoryView,
  recipients: readonly Address[],
  sender: ClaimingSender,
  shown: AtMost<ShownAddress>,
  proven: string | null,
): Verdict {
  const { reversePath, match, mailbox } = sender;
  const own = proven === null ? null : view.acceptedDomain(proven);
  const peer = organizationOfPeer(match, mailbox);
  if (reversePath !== null) {
    const known = speaksFor(match, reversePath) ? peer : null;
    const verdict = judge(view, recipients, known, [reversePath.domainKey], own);
    if (verdict.kind !== 'accept') return verdict;
  }
  return judge(view, recipients, peer, shown === 'too-many' ? shown : domainsShown(shown), own);
}

/** @param claims domains; too many: any may be among them. @param proven may be claimed. */
function judge(
  view: DirectoryView,
  recipients: readonly Address[],
  peer: ObjectId | null,
  claims: AtMost<string>,
  proven: AcceptedDomain | null = null,
): Verdict {
  const claimed = claims === 'too-many' ? claims : claimedBy(view, claims, peer, proven);
  if (claimed !== 'too-many' && claimed.size === 0) return accepted;
  for (const recipient of recipients) {
    const { relays, isWhole } = reachOf(view, recipient);
    for (const organizationId of relays) {
      const lender = view.get('organization', organizationId);
      if (lender === null || lender.id === peer || lender.strangersInOwnName === 'allow') continue;
      const domain = claimed === 'too-many' ? null : claimed.get(lender.id);
      if (domain !== undefined) return refused(recipient, domain);
    }
    // A way too long to be followed may end at anybody's trust.
    if (!isWhole) return refused(recipient, claimed === 'too-many' ? null : (claimed.values().next().value ?? null));
  }
  return accepted;
}

/** By organization: its domains that the sender shows and is not one of. */
function claimedBy(
  view: DirectoryView,
  claims: readonly string[],
  peer: ObjectId | null,
  proven: AcceptedDomain | null,
): ReadonlyMap<ObjectId, AcceptedDomain> {
  const found = new Map<ObjectId, AcceptedDomain>();
  for (const claim of claims) {
    const domain = view.acceptedDomain(claim);
    if (domain === null || domain.organizationId === peer || domain.id === proven?.id) continue;
    if (view.get('organization', domain.organizationId)?.strangersInOwnName !== 'allow')
      found.set(domain.organizationId, domain);
  }
  return found;
}

function refused(recipient: Address, domain: AcceptedDomain | null): Verdict {
  return refuse(replies.ownNameByStranger(domain?.name ?? 'this organization'), {
    kind: 'own-name',
    domain: domain?.name ?? null,
    recipient: addressText(recipient),
  });
}

function domainsShown(shown: readonly ShownAddress[]): AtMost<string> {
  const found = new Set<string>();
  for (const { address, written } of shown) {
    if (address !== null) found.add(address.domainKey);
    else if (written.length > bounds.policy.unreadableShown) return 'too-many';
    else for (const domain of domainsNamedIn(written)) found.add(domain);
    if (found.size > bounds.policy.domainsShown) return 'too-many';
  }
  return [...found];
}

/** Texts that a reader might take for the domain of a field that has no clear reading: behind every `@`, with and without what may stand between. */
function* domainsNamedIn(text: string): Generator<string> {
  for (const words of new Set([text, decoded(text)])) {
    const reading = words.normalize('NFKC').replaceAll(UNSEEN, '');
    for (const plain of [
      reading,
      reading.replaceAll(/\([^()]*\)/gu, ''),
      reading.replaceAll(/\([^()]*\)|[\s"[\]\\]/gu, '').replaceAll(/\.+/gu, '.'),
    ])
      for (const [, name = ''] of plain.matchAll(/@\s*([^\s@<>()",;:[\]\\]+)/gu)) {
        const domain = withoutFinalDots(name);
        yield domainKeyOf(domain) ?? domain.toLowerCase();
        // Quotes that some readers drop, and whatever else no domain has, end it for others.
        const begun = withoutFinalDots(/^[\p{L}\p{N}\p{M}._-]*/u.exec(name)?.[0] ?? '');
        if (begun !== domain) yield domainKeyOf(begun) ?? begun.toLowerCase();
      }
  }
}

/** Characters that nobody sees; blanks are none of them. */
const UNSEEN = /[\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\ufffd\0-\x08\x0e-\x1f\x7f]/gu;

function withoutFinalDots(name: string): string {
  let end = name.length;
  while (name[end - 1] === '.') end--;
  return name.slice(0, end);
}

function decoded(text: string): string {
  try {
    return decodeWords(text);
  } catch {
    return text;
  }
}
