/** The first business objects of a production system, and what becomes of an evaluated one. Pure: directory in, edits out (or a CliFailure). */
import { makeDomain, makeMailbox, makeOrganization } from '../../admin/changes/make-object.ts';
import { domainForms } from '../../directory/kinds/domain.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import type { Directory, DirectoryEdit, DirectoryObject, Organization } from '../../directory/objects.ts';
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

export function planInit(directory: Directory, choice: InitChoice, { ids, clock, random }: SeedDeps): InitPlan {
  const edits: DirectoryEdit[] = [];
  const done: string[] = [];
  let verificationToken: string | null = null;
  const put = (object: DirectoryObject): void => void edits.push({ verb: 'put', object });

  const organizations = directory.objects.filter((object) => object.kind === 'organization');
  const evaluation = organizations.find((organization) => organization.name === evaluationDomain) ?? null;
  const retired = evaluation === null ? [] : retire(directory, evaluation, choice.removeEvaluation, done);
  edits.push(...retired);
  const evaluationShut = retired.length > 0 && !choice.removeEvaluation;

  const existing = directory.objects.find((object) => object.kind === 'domain' && object.name === choice.domain);
  const holder =
    existing?.kind === 'domain' ? (organizations.find((one) => one.id === existing.organizationId) ?? null) : null;
  if (holder !== null) refuseElsewhere(holder, evaluation, choice);
  // A domain that is there already says which organization is meant.
  let organization = holder ?? organizations.find((one) => one.name === choice.organization) ?? null;
  const name = choice.organization ?? choice.domain;
  if (organization === null && choice.organization === null)
    organization = organizations.find((one) => one.id !== evaluation?.id) ?? null;
  if (organization === null && name !== null) {
    organization = makeOrganization(ids, {
      ...organizationForms.standards,
      name,
      postmaster: choice.domain === null ? null : `postmaster@${choice.domain}`,
    });
    put(organization);
    done.push(`organization ${name} made`);
  }

  if (choice.domain !== null && organization !== null) {
    if (existing?.kind === 'domain') {
      if (choice.trustDomain && existing.verified === null) {
        put({ ...existing, verified: { at: clock.now(), method: 'trusted' } });
        done.push(`domain ${choice.domain} trusted without verification`);
      }
      verificationToken = choice.trustDomain || existing.verified !== null ? null : existing.verificationToken;
    } else {
      const domain = makeDomain(ids, random, organization.id, { ...domainForms.standards, name: choice.domain });
      put(choice.trustDomain ? { ...domain, verified: { at: clock.now(), method: 'trusted' } } : domain);
      done.push(`domain ${choice.domain} added${choice.trustDomain ? ', trusted without verification' : ''}`);
      verificationToken = choice.trustDomain ? null : domain.verificationToken;
    }
    const postmaster = `postmaster@${choice.domain}`;
    const taken = directory.objects.some(
      (object) =>
        (object.kind === 'mailbox' || object.kind === 'group') &&
        (object.address === postmaster || object.aliases.includes(postmaster)),
    );
    // RFC 5321 §4.5.1: postmaster is always reachable, from the first message on.
    if (!taken) {
      const fields = { ...mailboxForms.standards, address: postmaster, displayName: 'Postmaster' };
      put(makeMailbox(ids, organization.id, fields));
      done.push(`mailbox ${postmaster} made`);
    }
  }

  const system = directory.objects.find((object) => object.kind === 'system');
  const before = system?.defaultOrganizationId ?? null;
  const keep = before !== null && before !== evaluation?.id;
  put({
    kind: 'system',
    id: system?.id ?? ids.objectId(),
    limits: system?.limits ?? {},
    defaultOrganizationId: keep ? before : (organization?.id ?? (choice.removeEvaluation ? null : before)),
    captureOutbound: false,
  });
  if (system?.captureOutbound === true) done.push('mail for outside domains is sent from now on, no longer captured');
  return { edits, done, evaluationShut, verificationToken };
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
function retire(
  directory: Directory,
  evaluation: Organization,
  remove: boolean,
  done: string[],
): readonly DirectoryEdit[] {
  const own = directory.objects.filter(
    (object) => 'organizationId' in object && object.organizationId === evaluation.id,
  );
  if (remove) {
    done.push(
      `organization ${evaluation.name} removed with its mailboxes and connector; the mail in them stays on disk`,
    );
    return [...own, evaluation].map((object) => ({ verb: 'delete', kind: object.kind, id: object.id }));
  }
  const connector = own.find((object) => object.kind === 'inbound-connector' && object.name === thisMachine);
  if (connector?.kind !== 'inbound-connector' || !connector.enabled) return [];
  done.push(`connector "${thisMachine}" of ${evaluation.name} switched off: mail is real now`);
  return [{ verb: 'put', object: { ...connector, enabled: false } }];
}
