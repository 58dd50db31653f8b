/**
 * `doorpost apply`: what a file wants, against what is there, by natural names. Pure: gives the differences field by field, and the edits
 * that make them, all in one change. Objects a file does not name stay, unless it is asked to prune.
 */
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import type { IdSource, ObjectId } from '../../base/id.ts';
import { assertNever } from '../../base/never.ts';
import type { Random } from '../../base/random.ts';
import type {
  MailboxEntry,
  OrganizationFields,
  Section,
  SectionEntry,
  SystemEntry,
} from '../../directory/file/organization-file.ts';
import type { FileAction } from '../../directory/file/organization-pieces.ts';
import { dkimKeyName } from '../../directory/dkim-keys.ts';
import { formsOfKind as forms } from '../../directory/kinds/all.ts';
import type { UpstreamAuthEntry } from '../../directory/kinds/upstream-sign-in.ts';
import type {
  Credential,
  DirectoryEdit,
  DirectoryObject,
  DkimKey,
  MailboxAccount,
  Organization,
  OutboundConnector,
} from '../../directory/objects.ts';
import { isSealed, sealedVerifier } from '../../directory/sealed-credential.ts';
import { secretsOf } from '../../directory/upstream.ts';
import { naturalName } from '../../policy/changes/directory-rules.ts';
import type { NamedKind, ObjectOf } from '../../directory/entries.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import { merged } from './change.ts';
import type { ApplyPlan, PlannedChange, WantedSecret } from './apply-plan.ts';
import { changedFields, isSame } from './changed-fields.ts';
import { describe, secretReference } from './describe.ts';
import {
  makeCredential,
  makeAllowEntry,
  makeBlockEntry,
  makeDevice,
  makeDeviceProfile,
  makeDkimKey,
  makeDomain,
  makeGroup,
  makeInboundConnector,
  makeLicencePool,
  makeMailbox,
  makeOrganization,
  makeRestriction,
  makeOutboundConnector,
  makeSystem,
} from './make-object.ts';
import { Problem } from '../http/problem.ts';
import { signInOfEntry } from './upstream-auth.ts';
import { bringsListKey, bringsWebhook, shownOrganization } from '../secrets/organization-secrets.ts';

export interface Making {
  readonly ids: IdSource;
  readonly random: Random;
  readonly now: number;
  readonly prune: boolean;
}

/** Reads the actions one by one; what a file wants that is there already takes no memory. */
export async function planApply(
  view: DirectoryView,
  actions: AsyncIterable<FileAction> | Iterable<FileAction>,
  making: Making,
  rest: Rest,
): Promise<ApplyPlan> {
  const plan = new Plan(view, making);
  for await (const action of actions) {
    await plan.take(action, rest);
    await rest();
  }
  return plan;
}

type Ours = Extract<DirectoryObject, { organizationId: unknown }>;

/** The kind of object that each list describes. */
const kindOf = {
  domains: 'domain',
  dkimKeys: 'dkim-key',
  mailboxes: 'mailbox',
  groups: 'group',
  deviceProfiles: 'device-profile',
  devices: 'device',
  inboundConnectors: 'inbound-connector',
  outboundConnectors: 'outbound-connector',
  allowEntries: 'allow-entry',
  blockEntries: 'block-entry',
  restrictions: 'restriction',
} as const satisfies Record<Section, Ours['kind']>;

/** Gathers edits and their description; lives for one call. */
class Plan implements ApplyPlan {
  readonly changes: PlannedChange[] = [];
  readonly edits: DirectoryEdit[] = [];
  readonly newCredentials: { credential: Credential; mailbox: string }[] = [];
  readonly newKeys: DkimKey[] = [];
  readonly wantedSecrets: WantedSecret[] = [];
  readonly #view: DirectoryView;
  readonly #making: Making;
  readonly #made = new Map<string, Organization>();
  #organization: Organization | null = null;
  /** Objects that the list being read names, for pruning. */
  readonly #named = new Set<ObjectId>();

  constructor(view: DirectoryView, making: Making) {
    this.#view = view;
    this.#making = making;
  }

  async take(action: FileAction, rest: Rest): Promise<void> {
    switch (action.kind) {
      case 'organization':
        return this.#takeOrganization(action.entry);
      case 'entry':
        return this.#takeEntry(action);
      case 'end-of-list':
        return this.#endList(kindOf[action.section], rest);
      case 'licences':
        return this.#takeLicences(action.entry);
      case 'system':
        return this.#takeSystem(action.entry);
      default:
        return assertNever(action);
    }
  }

  get #owner(): Organization {
    if (this.#organization === null) throw new Error('a list comes after its organization');
    return this.#organization;
  }

  #organizationCalled(name: string): Organization | null {
    return this.#made.get(name.toLowerCase()) ?? this.#view.organizationsNamed(name)[0] ?? null;
  }

  #takeOrganization(fields: OrganizationFields): void {
    const present = this.#organizationCalled(fields.name);
    const organization = present
      ? merged(present, fields)
      : makeOrganization(this.#making.ids, forms.organization.create.parse(given(fields)));
    this.#made.set(organization.name.toLowerCase(), organization);
    this.#organization = organization;
    this.#named.clear();
    const before = this.edits.length;
    this.#put(present, organization, organization.name);
    // The values that are kept are sealed, so that nobody here knows whether these are others.
    const sealed = [
      bringsWebhook(organization) && 'alarmWebhook',
      bringsListKey(organization) && 'blockLists',
    ] as const;
    const brought = sealed.filter((field) => field !== false);
    if (this.edits.length > before || brought.length === 0) return;
    const shown = shownOrganization(organization);
    const told = brought.map((field) => ({ field, before: shown[field], after: shown[field] }));
    const { name } = shown;
    this.changes.push({ action: 'update', kind: 'organization', name, fields: told });
    this.edits.push({ verb: 'put', object: organization });
  }

  #takeEntry(action: Extract<FileAction, { kind: 'entry' }>): void {
    const { ids, random, now } = this.#making;
    const { id } = this.#owner;
    switch (action.section) {
      case 'domains': {
        const { entry } = action;
        const before = this.#view.ownDomain(id, entry.name.toLowerCase());
        return this.#putNamed(
          before,
          before ? merged(before, entry) : makeDomain(ids, random, id, forms.domain.create.parse(given(entry))),
        );
      }
      case 'dkimKeys':
        return this.#takeKey(action.entry);
      case 'mailboxes':
        return this.#takeMailbox(action.entry);
      case 'groups': {
        const { entry } = action;
        const before = this.#holder('group', entry.address);
        return this.#putNamed(
          before,
          before ? merged(before, entry) : makeGroup(ids, id, forms.group.create.parse(given(entry))),
        );
      }
      case 'deviceProfiles':
        return this.#takeNamed('device-profile', action.entry, (fields) => makeDeviceProfile(ids, id, fields));
      case 'devices':
        return this.#takeNamed('device', action.entry, (fields) => makeDevice(ids, id, fields));
      case 'inboundConnectors':
        return this.#takeNamed('inbound-connector', action.entry, (fields) => makeInboundConnector(ids, id, fields));
      case 'allowEntries':
        return this.#takeNamed('allow-entry', action.entry, (fields) => makeAllowEntry(ids, id, now, fields));
      case 'blockEntries':
        return this.#takeNamed('block-entry', action.entry, (fields) => makeBlockEntry(ids, id, now, fields));
      case 'restrictions':
        return this.#takeNamed('restriction', action.entry, (fields) => makeRestriction(ids, id, now, fields));
      case 'outboundConnectors': {
        const { auth, ...entry } = action.entry;
        const before = this.#present('outbound-connector', entry.name);
        const connector = before
          ? merged(before, entry)
          : makeOutboundConnector(ids, id, forms['outbound-connector'].create.parse(given(entry)));
        this.#putNamed(before, this.#withAuth(connector, auth));
        return;
      }
      default:
        assertNever(action);
    }
  }

  /** @param make of the fields that the file says, and the defaults of the others. */
  #takeNamed<Kind extends Exclude<NamedKind, 'outbound-connector'>>(
    kind: Kind,
    entry: { readonly name: string },
    make: (fields: never) => ObjectOf<Kind>,
  ): void {
    const before = this.#present(kind, entry.name);
    const object = before ? merged(before, entry as never) : make(forms[kind].create.parse(given(entry)) as never);
    this.#putNamed(before, object);
  }

  #present<Kind extends NamedKind | 'dkim-key'>(kind: Kind, name: string): ObjectOf<Kind> | null {
    return this.#view.named(kind, this.#owner.id, name)[0] ?? null;
  }

  /** By its primary address. */
  #holder<Kind extends 'mailbox' | 'group'>(kind: Kind, address: string): ObjectOf<Kind> | null {
    const key = address.toLowerCase();
    const found = this.#view
      .naming(key)
      .find((one) => one.kind === kind && one.organizationId === this.#owner.id && one.address.toLowerCase() === key);
    return (found ?? null) as ObjectOf<Kind> | null;
  }

  #takeKey(entry: SectionEntry<'dkimKeys'>): void {
    const before = this.#present('dkim-key', dkimKeyName(entry));
    if (before !== null) {
      this.#putNamed(before, merged(before, entry));
      return;
    }
    const { ids, now } = this.#making;
    const key = makeDkimKey(
      ids,
      this.#owner.id,
      { ...entry, algorithm: entry.algorithm ?? forms['dkim-key'].standards.algorithm },
      now,
    );
    this.newKeys.push(key);
    this.#putNamed(null, key);
  }

  #takeMailbox({ credentials, ...entry }: MailboxEntry): void {
    const { ids, prune } = this.#making;
    const before = this.#holder('mailbox', entry.address);
    const mailbox = before
      ? merged(before, entry)
      : makeMailbox(ids, this.#owner.id, forms.mailbox.create.parse(given(entry)));
    this.#putNamed(before, mailbox);
    if (credentials === undefined) return;
    const held = new Map(this.#view.credentialsOf(mailbox.id).map((one) => [one.name.toLowerCase(), one]));
    for (const credential of credentials) {
      const key = credential.name.toLowerCase();
      this.#takeCredential(mailbox, held.get(key) ?? null, credential);
      held.delete(key);
    }
    if (prune) for (const credential of held.values()) this.#delete(credential);
  }

  #takeCredential(
    mailbox: MailboxAccount,
    before: Credential | null,
    { cramMd5, ...entry }: NonNullable<MailboxEntry['credentials']>[number],
  ): void {
    if (before !== null && cramMd5 !== undefined && cramMd5 !== isSealed(before)) throw keptOtherwise(mailbox, before);
    const credential = before ? merged(before, entry) : this.#newCredential(mailbox, entry, cramMd5 === true);
    this.#put(before, credential, `${mailbox.address}: ${credential.name}`);
  }

  #newCredential(
    mailbox: MailboxAccount,
    { name, username, enabled }: Omit<NonNullable<MailboxEntry['credentials']>[number], 'cramMd5'>,
    isToBeSealed: boolean,
  ): Credential {
    const credential = makeCredential(this.#making.ids, mailbox, {
      name,
      username: username ?? mailbox.address,
      enabled: enabled ?? true,
      verifier: isToBeSealed ? sealedVerifier('') : '',
      createdAt: this.#making.now,
    });
    this.newCredentials.push({ credential, mailbox: mailbox.address });
    return credential;
  }

  #takeLicences(entry: NonNullable<OrganizationFields['licences']>): void {
    const { id, name } = this.#owner;
    const pool = this.#view.licencePools.find((each) => each.organizationId === id) ?? null;
    const after = pool
      ? merged(pool, entry)
      : makeLicencePool(this.#making.ids, id, forms['licence-pool'].create.parse(given(entry)));
    this.#put(pool, after, name);
  }

  #takeSystem(entry: SystemEntry): void {
    const present = this.#view.system;
    const { defaultOrganization, ...fields } = entry;
    const object = merged(present ?? makeSystem(this.#making.ids), fields);
    const named = defaultOrganization == null ? null : this.#organizationCalled(defaultOrganization);
    if (defaultOrganization != null && named === null)
      throw new Problem(
        'refers-to-nothing',
        { what: 'default-organization', name: defaultOrganization },
        'Name one that exists or that the file describes.',
      );
    const after = defaultOrganization === undefined ? object : { ...object, defaultOrganizationId: named?.id ?? null };
    // As it is called, not as the file spells it: otherwise applying twice would look like a change.
    this.#put(present, after, 'system', defaultOrganization === undefined ? undefined : (named?.name ?? null));
  }

  /** With prune, what the list does not name is deleted. */
  async #endList(kind: (typeof kindOf)[Section], rest: Rest): Promise<void> {
    if (this.#making.prune)
      for (const piece of this.#view.listOf(kind).pieces()) {
        for (const object of piece)
          if (object.organizationId === this.#owner.id && !this.#named.has(object.id)) this.#delete(object);
        await rest();
      }
    this.#named.clear();
  }

  #putNamed(before: Ours | null, after: Ours): void {
    if (this.#making.prune) this.#named.add(after.id);
    this.#put(before, after, naturalName(this.#view, after));
  }

  #withAuth(connector: OutboundConnector, entry: UpstreamAuthEntry | null | undefined): OutboundConnector {
    if (entry === undefined) return connector;
    if (entry === null) return { ...connector, auth: null };
    const auth = signInOfEntry(connector, entry, secretReference(connector.name));
    for (const secret of secretsOf(auth))
      this.wantedSecrets.push({ connector: connector.name, kind: auth.kind, secret });
    return { ...connector, auth };
  }

  /** @param defaultName of the system settings: an organization the view may not know yet. */
  #put(before: DirectoryObject | null, after: DirectoryObject, name: string, defaultName?: string | null): void {
    if (before !== null && defaultName === undefined && isSame(before, after)) return;
    const was = before === null ? {} : describe(this.#view, before);
    const described = describe(this.#view, after);
    const will: Record<string, unknown> =
      defaultName === undefined ? described : { ...described, defaultOrganization: defaultName };
    const fields = changedFields(was, will);
    if (before !== null && fields.length === 0) return;
    // Nobody reads each field of thousands of changes, and they would weigh much.
    const told = this.changes.length < bounds.admin.changesInFull ? fields : [];
    this.changes.push({ action: before === null ? 'create' : 'update', kind: after.kind, name, fields: told });
    this.edits.push({ verb: 'put', object: after });
  }

  #delete(object: Ours): void {
    if (object.kind === 'mailbox')
      for (const credential of this.#view.credentialsOf(object.id)) this.#delete(credential);
    this.changes.push({ action: 'delete', kind: object.kind, name: naturalName(this.#view, object), fields: [] });
    this.edits.push({ verb: 'delete', kind: object.kind, id: object.id });
  }
}

/** How a password is kept cannot change without the password. */
const keptOtherwise = (mailbox: MailboxAccount, credential: Credential): Problem =>
  new Problem(
    'unchangeable',
    {
      what: 'credential-kept',
      name: credential.name,
      mailbox: mailbox.address,
      kept: isSealed(credential) ? 'sealed' : 'hashed',
    },
    'Take cramMd5 out of the file, or remove the credential first: it then gets a new password.',
  );
