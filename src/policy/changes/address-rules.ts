/** Rules about the addresses of mailboxes and groups. */
import type { ObjectId } from '../../base/id.ts';
import { maildirPathTrouble, maildirsInTheWay } from '../../directory/maildir-path.ts';
import type { Group, MailboxAccount } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { doubtful, type Finding, wrong } from './findings.ts';
import { domainOf } from '../../directory/entries.ts';
import { say, worded } from '../../texts/phrase.ts';

export function mailboxProblems(after: DirectoryView, mailbox: MailboxAccount): readonly Finding[] {
  const problems = [...ownAddressProblems(after, mailbox)];
  for (const [index, entry] of mailbox.sendAs.entries()) {
    if (after.ownDomain(mailbox.organizationId, domainOf(entry)) !== null) continue;
    const path = `sendAs.${index}`;
    problems.push(
      entry.startsWith('@')
        ? wrong(path, say`${entry.slice(1)} is no domain of the organization`, 'add the domain first')
        : doubtful(
            path,
            say`${entry} is in no domain of the organization`,
            after.acceptedDomain(domainOf(entry)) === null
              ? 'receivers may refuse mail that claims a foreign domain; prefer an own address'
              : 'it is the domain of another organization here: mail in its name is refused; use an own address',
          ),
    );
  }
  for (const [index, to] of (mailbox.forwarding?.to ?? []).entries()) {
    const path = `forwarding.to.${index}`;
    const target = after.target(to.toLowerCase());
    if (target?.kind === 'mailbox' && target.mailbox.id === mailbox.id)
      problems.push(wrong(path, say`${to} is this mailbox itself`, 'forward elsewhere; keepCopy keeps a copy here'));
    else problems.push(...unknownTarget(after, path, to));
  }
  if (mailbox.forwarding !== null && !isKept(after, mailbox.address))
    problems.push(
      doubtful(
        'forwarding.to',
        say`what is forwarded comes back here, and nobody on the way keeps a copy: all mail to it is lost`,
        'keep a copy in one of the mailboxes (--keep-copy on), or forward to somebody else',
      ),
    );
  if (mailbox.delivery.kind === 'elsewhere') problems.push(...elsewhereProblems(after, mailbox));
  if (mailbox.delivery.kind === 'maildir') {
    const { path } = mailbox.delivery;
    if (after.inMaildir(path).some((other) => isInTheWay(after, path.split('/')[0] ?? '', mailbox, other)))
      problems.push(wrong('delivery.path', say`another mailbox has the Maildir ${path}`, 'choose another path'));
    const trouble = maildirPathTrouble(path);
    if (trouble !== null)
      problems.push(wrong('delivery.path', trouble, 'choose a shorter one: --maildir example.com/name'));
    const other = maildirsInTheWay(path).flatMap((each) => after.inMaildir(each))[0];
    if (other !== undefined)
      problems.push(
        wrong(
          'delivery.path',
          say`${path} and the Maildir of ${other.address} would lie in each other, among the messages`,
          'choose another path: no part called cur, new or tmp below another mailbox',
        ),
      );
  }
  return problems;
}

/** Nothing of its mail comes here. */
function elsewhereProblems(after: DirectoryView, mailbox: MailboxAccount): readonly Finding[] {
  const problems: Finding[] = [];
  const name = domainOf(mailbox.address);
  if (after.ownDomain(mailbox.organizationId, name)?.type === 'authoritative')
    problems.push(
      wrong('delivery', say`${name} is authoritative: no mail of it goes elsewhere`, {
        act: 'keep-or-relay-domain',
        domain: name,
      }),
    );
  if (mailbox.forwarding !== null)
    problems.push(
      wrong('forwarding', say`its mail is elsewhere: there is nothing to forward here`, 'forward it there'),
    );
  if (mailbox.copyToSent)
    problems.push(wrong('copyToSent', say`its mail is elsewhere: there is no folder for copies`, 'switch it off'));
  return problems;
}

/** Members may be anything that takes mail; expansion keeps loops out, but a group within itself is hardly meant. */
export function memberProblems(after: DirectoryView, group: Group): readonly Finding[] {
  const problems = [...ownAddressProblems(after, group)];
  if (group.members.length === 0)
    problems.push(doubtful('members', say`the group has no members`, 'mail to it fails until it has one'));
  const back = leadingBack(after, group);
  for (const [index, member] of group.members.entries()) {
    const path = `members.${index}`;
    problems.push(...unknownTarget(after, path, member));
    const inner = isGroup(after, member);
    if (inner !== null && (inner.id === group.id || back.has(inner.id)))
      problems.push(
        doubtful(
          path,
          inner.id === group.id ? say`the group contains itself` : say`the group contains itself by way of ${member}`,
          'take that member out; it gets no mail by it',
        ),
      );
  }
  return problems;
}

function isGroup(view: DirectoryView, address: string): Group | null {
  const target = view.target(address.toLowerCase());
  return target?.kind === 'group' ? target.group : null;
}

/** The groups within a group, however deep, that lead back to it. Each is looked into once. */
function leadingBack(view: DirectoryView, goal: Group): ReadonlySet<ObjectId> {
  const namedBy = new Map<ObjectId, ObjectId[]>();
  const next = [goal];
  for (let group = next.pop(); group !== undefined; group = next.pop())
    for (const member of group.members) {
      const inner = isGroup(view, member);
      if (inner === null) continue;
      const others = namedBy.get(inner.id);
      others?.push(group.id);
      if (others !== undefined) continue;
      namedBy.set(inner.id, [group.id]);
      if (inner.id !== goal.id) next.push(inner);
    }
  const back = new Set<ObjectId>();
  const ends = [goal.id];
  for (let end = ends.pop(); end !== undefined; end = ends.pop())
    for (const by of namedBy.get(end) ?? [])
      if (!back.has(by)) {
        back.add(by);
        ends.push(by);
      }
  return back;
}

/** Whether mail to an address ends anywhere: in a mailbox that keeps it, or elsewhere in the world. Each object is looked at once. */
function isKept(view: DirectoryView, start: string): boolean {
  const seen = new Set<ObjectId>();
  const next = [start];
  for (let address = next.pop(); address !== undefined; address = next.pop()) {
    const target = view.target(address.toLowerCase());
    if (target === null) return true;
    const object = target.kind === 'mailbox' ? target.mailbox : target.group;
    if (seen.has(object.id)) continue;
    seen.add(object.id);
    if (object.kind !== 'group' && (object.forwarding === null || object.forwarding.keepCopy)) return true;
    for (const each of object.kind === 'group' ? object.members : (object.forwarding?.to ?? [])) next.push(each);
  }
  return false;
}

/** Once somebody has verified the domain, what another organization named in it is in nobody's way, nor is anybody in theirs: it is the owner's. */
const isInTheWay = (
  after: DirectoryView,
  domain: string,
  one: MailboxAccount | Group,
  other: MailboxAccount | Group,
): boolean =>
  other.id !== one.id && (other.organizationId === one.organizationId || after.acceptedDomain(domain) === null);

function* ownAddressProblems(after: DirectoryView, owner: MailboxAccount | Group): Generator<Finding> {
  const seen = new Set<string>();
  for (const [index, address] of [owner.address, ...owner.aliases].entries()) {
    const path = index === 0 ? 'address' : `aliases.${index - 1}`;
    const domain = after.ownDomain(owner.organizationId, domainOf(address));
    if (domain === null)
      yield wrong(path, say`${domainOf(address)} is no domain of the organization`, {
        act: 'add-domain-first',
        domain: domainOf(address),
      });
    else if (domain.verified === null)
      yield doubtful(path, say`${domain.name} is not verified yet: mail for ${address} is not accepted`, {
        act: 'verify-domain',
        domain: domain.name,
      });
    const key = address.toLowerCase();
    if (seen.has(key)) yield wrong(path, say`${address} is named twice`, 'take one out');
    seen.add(key);
    const holder = after.naming(key).find((other) => isInTheWay(after, domainOf(address), owner, other));
    if (holder)
      yield wrong(
        path,
        holder.organizationId === owner.organizationId
          ? say`${address} belongs to the ${worded(holder.kind)} ${holder.address} already`
          : say`${address} is taken by another organization`,
        'choose another address',
      );
  }
}

/** An address of an own authoritative domain that nobody answers to. */
function* unknownTarget(after: DirectoryView, path: string, address: string): Generator<Finding> {
  const domain = after.acceptedDomain(domainOf(address));
  if (domain?.type === 'authoritative' && after.target(address.toLowerCase()) === null)
    yield doubtful(path, say`${address} is no mailbox, alias or group here`, 'create it, or mail to it will fail');
}
