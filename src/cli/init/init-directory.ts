/** The first business objects of a production system, and what becomes of an evaluated one. Pure: directory in, edits out (or a CliFailure). */
import { makeDomain, makeMailbox, makeOrganization } from '../../admin/changes/make-object.ts';
import type { ObjectId } from '../../base/id.ts';
import { domainForms } from '../../directory/kinds/domain.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import type {
  AcceptedDomain,
  Directory,
  DirectoryEdit,
  DirectoryObject,
  Organization,
} from '../../directory/objects.ts';
import { evaluationDomain, type SeedDeps, thisMachine } from '../serve/evaluation.ts';
import { CliFailure } from '../terminal/failure.ts';

export interface InitChoice {
  /** Lower-case A-label; null: none yet. */
  readonly domain: string | null;
  readonly organization: string | null;
  readonly trustDomain: boolean;
  readonly removeEvaluation: boolean;
}

export interface InitPlan {
  readonly edits: readonly DirectoryEdit[];
  /** A sentence for each thing that was done. */
  readonly done: readonly string[];
  /** The evaluation's organization stays, its open door shut by this. */
  readonly evaluationShut: boolean;
  /** To publish as TXT, when the domain is still to be verified. */
  readonly verificationToken: string | null;
}

/** A part of the plan: its edits, and a sentence for each thing that they do. */
interface Part {
  readonly edits: readonly DirectoryEdit[];
  readonly done: readonly string[];
}

const NOTHING: Part = { edits: [], done: [] };
const put = (object: DirectoryObject): DirectoryEdit => ({ verb: 'put', object });

export function planInit(directory: Directory, choice: InitChoice, deps: SeedDeps): InitPlan {
  const organizations = directory.objects.filter((object) => object.kind === 'organization');
  const evaluation = organizations.find((organization) => organization.name === evaluationDomain) ?? null;
  const retired = evaluation === null ? NOTHING : retire(directory, evaluation, choice.removeEvaluation);
  const domain = directory.objects.find((object) => object.kind === 'domain' && object.name === choice.domain);
  const existing = domain?.kind === 'domain' ? domain : null;
  const owner = ownerOf(organizations, evaluation, existing, choice, deps);
  const { organization } = owner;
  const added =
    choice.domain === null || organization === null
      ? { ...NOTHING, verificationToken: null }
      : withDomain(directory, organization.id, { name: choice.domain, existing, trusted: choice.trustDomain }, deps);
  const system = systemAfter(directory, organization, evaluation, choice, deps);
  const parts = [retired, owner, added, system];
  return {
    edits: parts.flatMap(({ edits }) => edits),
    done: parts.flatMap(({ done }) => done),
    evaluationShut: retired.edits.length > 0 && !choice.removeEvaluation,
    verificationToken: added.verificationToken,
  };
}

/** The organization that is meant, made where there is none; null: there is none, and nothing to call it by. */
function ownerOf(
  organizations: readonly Organization[],
  evaluation: Organization | null,
  existing: AcceptedDomain | null,
  choice: InitChoice,
  { ids }: SeedDeps,
): Part & { readonly organization: Organization | null } {
  const find = (is: (one: Organization) => boolean): Organization | null => organizations.find(is) ?? null;
  const holder = existing === null ? null : find(({ id }) => id === existing.organizationId);
  if (holder !== null) refuseElsewhere(holder, evaluation, choice);
  // A domain that is there already says which organization is meant.
  const meant =
    holder ??
    find(({ name }) => name === choice.organization) ??
    (choice.organization === null ? find(({ id }) => id !== evaluation?.id) : null);
  const name = choice.organization ?? choice.domain;
  if (meant !== null || name === null) return { ...NOTHING, organization: meant };
  const organization = makeOrganization(ids, {
    ...organizationForms.standards,
    name,
    postmaster: choice.domain === null ? null : `postmaster@${choice.domain}`,
  });
  return { organization, edits: [put(organization)], done: [`organization ${name} made`] };
}

interface WantedDomain {
  readonly name: string;
  readonly existing: AcceptedDomain | null;
  readonly trusted: boolean;
}

function withDomain(
  directory: Directory,
  organizationId: ObjectId,
  wanted: WantedDomain,
  deps: SeedDeps,
): Part & { readonly verificationToken: string | null } {
  const { domain, ...made } = domainAfter(organizationId, wanted, deps);
  const postmaster = withPostmaster(directory, organizationId, wanted.name, deps);
  return {
    edits: [...made.edits, ...postmaster.edits],
    done: [...made.done, ...postmaster.done],
    verificationToken: domain.verified === null ? domain.verificationToken : null,
  };
}

function domainAfter(
  organizationId: ObjectId,
  { name, existing, trusted }: WantedDomain,
  { ids, clock, random }: SeedDeps,
): Part & { readonly domain: AcceptedDomain } {
  const before = existing ?? makeDomain(ids, random, organizationId, { ...domainForms.standards, name });
  const isTrusted = trusted && before.verified === null;
  const domain: AcceptedDomain = isTrusted ? { ...before, verified: { at: clock.now(), method: 'trusted' } } : before;
  if (existing === null)
    return {
      domain,
      edits: [put(domain)],
      done: [`domain ${name} added${isTrusted ? ', trusted without verification' : ''}`],
    };
  return isTrusted
    ? { domain, edits: [put(domain)], done: [`domain ${name} trusted without verification`] }
    : { ...NOTHING, domain };
}

/** RFC 5321 §4.5.1: postmaster is always reachable, from the first message on. */
function withPostmaster(directory: Directory, organizationId: ObjectId, domain: string, { ids }: SeedDeps): Part {
  const postmaster = `postmaster@${domain}`;
  const isTaken = directory.objects.some(
    (object) =>
      (object.kind === 'mailbox' || object.kind === 'group') &&
      (object.address === postmaster || object.aliases.includes(postmaster)),
  );
  if (isTaken) return NOTHING;
  const fields = { ...mailboxForms.standards, address: postmaster, displayName: 'Postmaster' };
  return { edits: [put(makeMailbox(ids, organizationId, fields))], done: [`mailbox ${postmaster} made`] };
}

/** From now on mail goes out, and the organization is the one that is meant where none is named. */
function systemAfter(
  directory: Directory,
  organization: Organization | null,
  evaluation: Organization | null,
  { removeEvaluation }: InitChoice,
  { ids }: SeedDeps,
): Part {
  const system = directory.objects.find((object) => object.kind === 'system');
  const before = system?.defaultOrganizationId ?? null;
  const isKept = before !== null && before !== evaluation?.id;
  const after = put({
    kind: 'system',
    id: system?.id ?? ids.objectId(),
    limits: system?.limits ?? {},
    defaultOrganizationId: isKept ? before : (organization?.id ?? (removeEvaluation ? null : before)),
    captureOutbound: false,
  });
  const done = 'mail for outside domains is sent from now on, no longer captured';
  return { edits: [after], done: system?.captureOutbound === true ? [done] : [] };
}

/** Moving a domain with all that hangs on it is the administrator's decision, not a side effect of init. */
function refuseElsewhere(holder: Organization, evaluation: Organization | null, choice: InitChoice): void {
  if (choice.organization !== null && choice.organization !== holder.name)
    throw new CliFailure(
      `${choice.domain} belongs to the organization ${holder.name} already`,
      `name that one with --organization, or remove the domain there first`,
    );
  if (choice.removeEvaluation && holder.id === evaluation?.id)
    throw new CliFailure(
      `${choice.domain} was added to the evaluation organization, which --remove-evaluation would take out`,
      'leave that option away, or remove the domain there first',
    );
}

/** The evaluation's own objects: taken out, or kept with its open door shut. Its mail stays in any case. */
function retire(directory: Directory, evaluation: Organization, remove: boolean): Part {
  const own = directory.objects.filter(
    (object) => 'organizationId' in object && object.organizationId === evaluation.id,
  );
  if (remove)
    return {
      edits: [...own, evaluation].map((object) => ({ verb: 'delete', kind: object.kind, id: object.id })),
      done: [
        `organization ${evaluation.name} removed with its mailboxes and connector; the mail in them stays on disk`,
      ],
    };
  const connector = own.find((object) => object.kind === 'inbound-connector' && object.name === thisMachine);
  if (connector?.kind !== 'inbound-connector' || !connector.enabled) return NOTHING;
  return {
    edits: [put({ ...connector, enabled: false })],
    done: [`connector "${thisMachine}" of ${evaluation.name} switched off: mail is real now`],
  };
}
