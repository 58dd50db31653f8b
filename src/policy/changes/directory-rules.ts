/**
 * Rules that hold between directory objects, judged on the directory as it would be after a change. The shape of one object is the
 * business of `directory/kinds/`; here are names that must exist, be unique, or not be needed any more. Pure.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { assertNever } from '../../base/never.ts';
import type {
  AcceptedDomain,
  DirectoryEdit,
  DirectoryKind,
  DirectoryObject,
  Group,
  MailboxAccount,
  Organization,
} from '../../directory/objects.ts';
import { alarmsBehind } from '../alarms/alarm-addresses.ts';
import { mailboxProblems, memberProblems } from './address-rules.ts';
import { inboundProblems, outboundProblems } from './connector-rules.ts';
import { dkimKeyName } from '../../directory/dkim-keys.ts';
import { dkimKeyProblems } from './dkim-rules.ts';
import { deviceProblems, deviceProfileProblems, namedBy } from './device-rules.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import { doubtful, type Finding, wrong } from './findings.ts';
import { lastWayProblems } from './last-way.ts';
import { lendingAllowed, lendingConnector, lendingDomain } from './lent-trust.ts';
import { openingRoute } from './open-route.ts';
import { licencePoolProblems } from './licence-rules.ts';
import { listProblems } from './list-rules.ts';
import { limitProblems } from './limit-rules.ts';
import { isAssigned } from '../licences/licences.ts';
import { say, listed, type Phrase, worded } from '../../texts/phrase.ts';
import { kindWord } from '../../texts/en/problem-lines.ts';

export interface DirectoryProblem extends Finding {
  readonly kind: DirectoryKind;
  /** The object's name, as a person calls it. */
  readonly name: string;
}

/** All problems at once; no `error` among them means that the change may happen. */
export function checkEdits(view: DirectoryView, edits: readonly DirectoryEdit[]): readonly DirectoryProblem[] {
  const after = view.changed(edits);
  return edits.flatMap((edit) => editProblems(view, after, edit));
}

/** Of each severity the first ones, and how many more there are. */
export interface BoundedProblems {
  readonly problems: readonly DirectoryProblem[];
  readonly more: Readonly<Record<DirectoryProblem['severity'], number>>;
}

/**
 * The same for any number of edits. @param after the directory with all of them. @param part of both, for somebody who sees no more: problems are
 * told as far as they may be heard there.
 */
export async function checkEditsInPieces(
  view: DirectoryView,
  after: DirectoryView,
  edits: readonly DirectoryEdit[],
  rest: Rest,
  part: { readonly view: DirectoryView; readonly after: DirectoryView } | null = null,
): Promise<BoundedProblems> {
  const problems: DirectoryProblem[] = [];
  const count = { error: 0, warning: 0 };
  for (const edit of edits) {
    const found = editProblems(view, after, edit);
    for (const problem of part === null ? found : heardProblems(found, editProblems(part.view, part.after, edit)))
      if (++count[problem.severity] <= bounds.policy.problemsTold) problems.push(problem);
    await rest();
  }
  const beyond = (found: number): number => Math.max(0, found - bounds.policy.problemsTold);
  return { problems, more: { error: beyond(count.error), warning: beyond(count.warning) } };
}

/**
 * The problems of one edit as somebody may hear them who sees a part of the directory. Pure. Of own errors these alone: whether others stand in the
 * way of what cannot be anyhow would tell what they have. Without any, an error that others are the cause of is told without saying who or what,
 * once for each field; a warning of that kind is not told.
 * @param found in all of the directory. @param own in the part.
 */
export function heardProblems(
  found: readonly DirectoryProblem[],
  own: readonly DirectoryProblem[],
): readonly DirectoryProblem[] {
  const isFound = ({ severity, path, message }: DirectoryProblem): boolean =>
    found.some(
      (other) =>
        other.severity === severity && other.path === path && (severity === 'error' || other.message === message),
    );
  const heard = own.filter(isFound);
  if (heard.some(({ severity }) => severity === 'error')) return heard;
  const byOthers = new Map<string, DirectoryProblem>();
  for (const { severity, kind, name, path } of found)
    if (severity === 'error') byOthers.set(path, { severity, kind, name, path, ...BY_OTHERS });
  return [...byOthers.values(), ...heard];
}

const BY_OTHERS = {
  message: 'it stands against something here that is not yours to see',
  cure: 'choose another value, or ask a Global administrator of this server',
};

function editProblems(view: DirectoryView, after: DirectoryView, edit: DirectoryEdit): readonly DirectoryProblem[] {
  if (edit.verb === 'put') {
    const { object } = edit;
    const findings = [
      ...objectProblems(view, after, object),
      ...limitProblems(object, view.get(object.kind, object.id)),
    ];
    return findings.map((finding) => about(after, object, finding));
  }
  const object = view.get(edit.kind, edit.id);
  if (object === null) return [];
  const findings = deletionProblems(after, object);
  // One that others still name goes nowhere yet.
  if (object.kind === 'outbound-connector' && findings.length === 0)
    findings.push(...lastWayProblems(view, after, object, null));
  return findings.map((finding) => about(view, object, finding));
}

/** An object's name, as a person calls it. */
export function naturalName(view: DirectoryView, object: DirectoryObject): string {
  switch (object.kind) {
    case 'organization':
    case 'domain':
    case 'inbound-connector':
    case 'outbound-connector':
    case 'device':
    case 'device-profile':
    case 'allow-entry':
    case 'block-entry':
    case 'restriction':
      return object.name;
    case 'dkim-key':
      return dkimKeyName(object);
    case 'mailbox':
    case 'group':
      return object.address;
    case 'credential':
      return `${view.get('mailbox', object.mailboxId)?.address ?? '?'}: ${object.name}`;
    case 'licence-pool':
      return view.get('organization', object.organizationId)?.name ?? object.id;
    case 'system':
      return 'system';
    default:
      return assertNever(object);
  }
}

const about = (view: DirectoryView, object: DirectoryObject, finding: Finding): DirectoryProblem => ({
  ...finding,
  kind: object.kind,
  name: naturalName(view, object),
});

const sameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function objectProblems(before: DirectoryView, after: DirectoryView, object: DirectoryObject): readonly Finding[] {
  if ('organizationId' in object && after.get('organization', object.organizationId) === null)
    return [wrong('organization', say`the organization does not exist`, { act: 'add-organization-first' })];
  switch (object.kind) {
    case 'organization': {
      const problems: Finding[] = [];
      if (after.organizationsNamed(object.name).some((other) => other.id !== object.id))
        problems.push(wrong('name', say`there is an organization "${object.name}" already`, 'choose another name'));
      if (object.postmaster !== null && ownTarget(after, object.id, object.postmaster) === null)
        problems.push(
          wrong(
            'postmaster',
            say`${object.postmaster} is no mailbox or group of the organization`,
            'name one that exists, or null for the first mailbox',
          ),
        );
      problems.push(...openingRoute(before, after, object));
      problems.push(...lendingAllowed(after, object, before.get('organization', object.id)));
      const upstreams = alarmsBehind(after, object);
      if (upstreams.length > 0)
        problems.push(
          doubtful(
            'alarmAddresses',
            say`alarms go by ${upstreams.join(', ')}: when that is in trouble they wait with the rest, and only postmaster's mailbox here gets them`,
            { act: 'add-alarm-webhook', organization: object.name },
          ),
        );
      return problems;
    }
    case 'domain':
      return [
        ...domainProblems(after, object),
        ...openingRoute(before, after, object),
        ...lendingDomain(after, object, before.get('domain', object.id)),
      ];
    case 'mailbox':
      return mailboxProblems(after, object);
    case 'group':
      return memberProblems(after, object);
    case 'credential':
      return credentialProblems(after, object);
    case 'inbound-connector':
      return inboundProblems(after, object, before.get('inbound-connector', object.id));
    case 'outbound-connector':
      return [
        ...outboundProblems(before, after, object),
        ...openingRoute(before, after, object),
        ...lendingConnector(before, object),
      ];
    case 'licence-pool':
      return licencePoolProblems(before, after, object);
    case 'device':
      return deviceProblems(after, object, before.get('device', object.id));
    case 'device-profile':
      return deviceProfileProblems(after, object);
    case 'allow-entry':
    case 'block-entry':
    case 'restriction':
      return listProblems(after, object);
    case 'dkim-key':
      return dkimKeyProblems(after, object);
    case 'system': {
      const known =
        object.defaultOrganizationId === null || after.get('organization', object.defaultOrganizationId) !== null;
      return known ? [] : [wrong('defaultOrganization', say`that organization does not exist`, 'name one that exists')];
    }
    default:
      return assertNever(object);
  }
}

function domainProblems(after: DirectoryView, domain: AcceptedDomain): readonly Finding[] {
  const elsewhere = domain.type === 'authoritative' ? after.elsewhereIn(domain.name) : null;
  if (elsewhere !== null && elsewhere.organizationId === domain.organizationId)
    return [
      wrong('type', say`the mail of ${elsewhere.address} is elsewhere: an authoritative domain leads nowhere else`, {
        act: 'keep-mailbox-here',
        address: elsewhere.address,
      }),
    ];
  const others = after.domainsNamed(domain.name).filter((other) => other.id !== domain.id);
  if (others.some((other) => other.organizationId === domain.organizationId))
    return [
      wrong('name', say`${domain.name} has been added already`, { act: 'verify-domain-at-last', domain: domain.name }),
    ];
  const verified = others.find((other) => other.verified !== null);
  if (verified !== undefined)
    return [
      wrong('name', say`another organization has verified ${domain.name}`, {
        act: 'remove-domain-there',
        domain: domain.name,
        organization: after.get('organization', verified.organizationId)?.name ?? verified.organizationId,
      }),
    ];
  return others.length === 0
    ? []
    : [
        doubtful(
          'name',
          say`another organization has added ${domain.name} too`,
          'verify it: the first to verify has it',
        ),
      ];
}

function credentialProblems(
  after: DirectoryView,
  credential: Extract<DirectoryObject, { kind: 'credential' }>,
): readonly Finding[] {
  const mailbox = after.get('mailbox', credential.mailboxId);
  if (mailbox === null || mailbox.organizationId !== credential.organizationId)
    return [wrong('mailbox', say`the mailbox does not exist in this organization`, 'create the mailbox first')];
  const problems: Finding[] = [];
  if (after.credentialsFor(credential.username).some((other) => other.mailboxId !== credential.mailboxId))
    problems.push(
      wrong(
        'username',
        say`the user name ${credential.username} belongs to another mailbox`,
        'choose another; only credentials of one mailbox may share a user name',
      ),
    );
  const others = after.credentialsOf(mailbox.id).filter((other) => other.id !== credential.id);
  if (others.some((other) => sameText(other.name, credential.name)))
    problems.push(
      wrong('name', say`${mailbox.address} has a credential "${credential.name}" already`, 'choose another name'),
    );
  // A login that looks like somebody else's address would read as theirs in the trace.
  const target = after.target(credential.username.toLowerCase());
  if (target?.kind === 'mailbox' && target.mailbox.id !== mailbox.id)
    problems.push(
      wrong(
        'username',
        say`${credential.username} is the address of ${target.mailbox.address}`,
        'use the address of the mailbox itself, or a name that is no address',
      ),
    );
  return problems;
}

function ownTarget(view: DirectoryView, organizationId: ObjectId, address: string): MailboxAccount | Group | null {
  const target = view.target(address.toLowerCase());
  const object = target?.kind === 'mailbox' ? target.mailbox : (target?.group ?? null);
  return object?.organizationId === organizationId ? object : null;
}

/** An object may go when nothing that stays needs it. */
function deletionProblems(after: DirectoryView, object: DirectoryObject): Finding[] {
  const named: Phrase[] = [];
  let count = 0;
  for (const other of dependants(after, object))
    if (++count <= bounds.policy.dependantsNamed)
      named.push(say`${worded(kindWord(other.kind))} ${naturalName(after, other)}`);
  if (count === 0) return [];
  return [
    wrong('', say`still needed by ${listed(named, count)}`, 'delete or change those first, or in the same change'),
  ];
}

const KINDS_OF_ORGANIZATIONS = [
  'domain',
  'mailbox',
  'group',
  'credential',
  'inbound-connector',
  'outbound-connector',
  'licence-pool',
  'device',
  'device-profile',
  'allow-entry',
  'block-entry',
  'restriction',
  'dkim-key',
] as const;

function* dependants(after: DirectoryView, object: DirectoryObject): Generator<DirectoryObject> {
  switch (object.kind) {
    case 'organization':
      // A pool without its organization is nothing; it is deleted along with it by the API.
      for (const kind of KINDS_OF_ORGANIZATIONS)
        for (const other of after.listOf(kind)) if (other.organizationId === object.id) yield other;
      if (after.system?.defaultOrganizationId === object.id) yield after.system;
      return;
    case 'domain':
      for (const other of after.needingDomain(object.name))
        if (other.organizationId === object.organizationId) yield other;
      yield* after.dkimKeysOf(object.organizationId, object.name);
      return;
    case 'mailbox':
      yield* after.credentialsOf(object.id);
      yield* postmasterOf(after, object);
      for (const pool of after.licencePools)
        if (pool.organizationId === object.organizationId && isAssigned(pool, object.address)) yield pool;
      return;
    case 'group':
      yield* postmasterOf(after, object);
      return;
    case 'device':
    case 'device-profile':
    case 'outbound-connector':
      yield* namedBy(after, object);
      return;
    case 'credential':
    case 'dkim-key':
    case 'inbound-connector':
    case 'licence-pool':
    case 'allow-entry':
    case 'block-entry':
    case 'restriction':
    case 'system':
      return;
    default:
      assertNever(object);
  }
}

function postmasterOf(after: DirectoryView, owner: MailboxAccount | Group): readonly Organization[] {
  const organization = after.get('organization', owner.organizationId);
  return organization !== null && namesAddress(organization.postmaster, owner) ? [organization] : [];
}

const namesAddress = (address: string | null, owner: MailboxAccount | Group): boolean =>
  address !== null && [owner.address, ...owner.aliases].some((own) => sameText(own, address));
