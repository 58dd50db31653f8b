/**
 * `doorpost apply`: what a file wants, against what is there, by natural names. Pure: gives the differences field by field, and the edits
 * that make them, all in one change. Objects a file does not name stay, unless it is asked to prune.
 */
import { isDeepStrictEqual } from 'node:util';
import type { IdSource } from '../base/id.ts';
import type { Random } from '../base/random.ts';
import {
  deviceCreate,
  deviceProfileCreate,
  domainCreate,
  groupCreate,
  inboundConnectorCreate,
  licencePoolCreate,
  mailboxCreate,
  organizationCreate,
  outboundConnectorCreate,
} from '../config/directory-schema.ts';
import type { MailboxEntry, OrganizationEntry, OrganizationFile } from '../config/organization-file.ts';
import type { UpstreamAuthEntry } from '../config/upstream-schema.ts';
import type {
  Credential,
  DirectoryEdit,
  DirectoryKind,
  DirectoryObject,
  MailboxAccount,
  Organization,
  OutboundConnector,
} from '../mail/directory.ts';
import { isSealed, sealedVerifier } from '../mail/sealed-credential.ts';
import { secretsOf, type UpstreamSignIn } from '../mail/upstream.ts';
import { naturalName } from '../policy/directory-rules.ts';
import type { DirectoryView } from '../policy/directory-view.ts';
import { merged } from './change.ts';
import { describe, secretReference } from './describe.ts';
import {
  makeCredential,
  makeDevice,
  makeDeviceProfile,
  makeDomain,
  makeGroup,
  makeInboundConnector,
  makeLicencePool,
  makeMailbox,
  makeOrganization,
  makeOutboundConnector,
  makeSystem,
} from './make-object.ts';
import { Problem } from './problem.ts';
import { signInOfEntry } from './upstream-auth.ts';
import { bringsWebhook, shownOrganization } from './webhook-address.ts';

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface PlannedChange {
  readonly action: 'create' | 'update' | 'delete';
  readonly kind: DirectoryKind;
  readonly name: string;
  readonly fields: readonly FieldChange[];
}

export interface WantedSecret {
  readonly connector: string;
  readonly kind: UpstreamSignIn['kind'];
  readonly secret: string;
}

export interface ApplyPlan {
  readonly changes: readonly PlannedChange[];
  /** Credentials among them have no verifier until one is made: an empty one, or one that only says that it is to be sealed. */
  readonly edits: readonly DirectoryEdit[];
  readonly newCredentials: readonly { readonly credential: Credential; readonly mailbox: string }[];
  /** Outbound connectors that will look for a sealed secret of this name. */
  readonly wantedSecrets: readonly WantedSecret[];
}

export interface Making {
  readonly ids: IdSource;
  readonly random: Random;
  readonly now: number;
  readonly prune: boolean;
}

export function planApply(view: DirectoryView, file: OrganizationFile, making: Making): ApplyPlan {
  const plan = new Plan(view, making);
  for (const entry of file.organizations) plan.organization(entry);
  if (file.system) plan.system(file.system);
  return plan;
}

type Ours = Extract<DirectoryObject, { organizationId: unknown }>;

/** Gathers edits and their description; lives for one call. */
class Plan implements ApplyPlan {
  readonly changes: PlannedChange[] = [];
  readonly edits: DirectoryEdit[] = [];
  readonly newCredentials: { credential: Credential; mailbox: string }[] = [];
  readonly wantedSecrets: WantedSecret[] = [];
  readonly #view: DirectoryView;
  readonly #making: Making;
  readonly #organizations = new Map<string, Organization>();

  constructor(view: DirectoryView, making: Making) {
    this.#view = view;
    this.#making = making;
    for (const organization of view.organizations)
      this.#organizations.set(organization.name.toLowerCase(), organization);
  }

  organization(entry: OrganizationEntry): void {
    const { ids, random } = this.#making;
    const { domains, mailboxes, groups, devices, deviceProfiles, ...rest } = entry;
    const { inboundConnectors, outboundConnectors, licences, ...fields } = rest;
    const present = this.#organizations.get(entry.name.toLowerCase()) ?? null;
    const organization = present
      ? merged(present, fields)
      : makeOrganization(ids, organizationCreate.parse(given(fields)));
    this.#organizations.set(organization.name.toLowerCase(), organization);
    const before = this.edits.length;
    this.#put(present, organization, organization.name);
    // Whether its path is another one is known to nobody here: the one that is kept is sealed.
    if (this.edits.length === before && bringsWebhook(organization)) {
      const { alarmWebhook: shown, name } = shownOrganization(organization);
      const fields = [{ field: 'alarmWebhook', before: shown, after: shown }];
      this.changes.push({ action: 'update', kind: 'organization', name, fields });
      this.edits.push({ verb: 'put', object: organization });
    }
    const own = <Object extends Ours>(all: readonly Object[]): readonly Object[] =>
      all.filter((object) => object.organizationId === organization.id);

    this.#section(
      own(this.#view.domains),
      domains,
      (object) => object.name,
      (each) => each.name,
      (each, before) =>
        before ? merged(before, each) : makeDomain(ids, random, organization.id, domainCreate.parse(given(each))),
    );
    this.#mailboxes(organization, own(this.#view.mailboxes), mailboxes);
    this.#section(
      own(this.#view.groups),
      groups,
      (object) => object.address,
      (each) => each.address,
      (each, before) =>
        before ? merged(before, each) : makeGroup(ids, organization.id, groupCreate.parse(given(each))),
    );
    this.#section(
      own(this.#view.deviceProfiles),
      deviceProfiles,
      (object) => object.name,
      (each) => each.name,
      (each, before) =>
        before ? merged(before, each) : makeDeviceProfile(ids, organization.id, deviceProfileCreate.parse(given(each))),
    );
    this.#section(
      own(this.#view.devices),
      devices,
      (object) => object.name,
      (each) => each.name,
      (each, before) =>
        before ? merged(before, each) : makeDevice(ids, organization.id, deviceCreate.parse(given(each))),
    );
    this.#section(
      own(this.#view.inboundConnectors),
      inboundConnectors,
      (object) => object.name,
      (each) => each.name,
      (each, before) =>
        before
          ? merged(before, each)
          : makeInboundConnector(ids, organization.id, inboundConnectorCreate.parse(given(each))),
    );
    this.#section(
      own(this.#view.outboundConnectors),
      outboundConnectors,
      (object) => object.name,
      (each) => each.name,
      ({ auth, ...each }, before) => {
        const connector = before
          ? merged(before, each)
          : makeOutboundConnector(ids, organization.id, outboundConnectorCreate.parse(given(each)));
        return this.#withAuth(connector, auth);
      },
    );
    if (licences) {
      const pool = this.#view.licencePools.find((each) => each.organizationId === organization.id) ?? null;
      const after = pool
        ? merged(pool, licences)
        : makeLicencePool(ids, organization.id, licencePoolCreate.parse(given(licences)));
      this.#put(pool, after, organization.name);
    }
  }

  system(entry: NonNullable<OrganizationFile['system']>): void {
    const present = this.#view.system;
    const { defaultOrganization, ...fields } = entry;
    const object = merged(present ?? makeSystem(this.#making.ids), fields);
    const named =
      defaultOrganization == null ? null : (this.#organizations.get(defaultOrganization.toLowerCase()) ?? null);
    if (defaultOrganization != null && named === null)
      throw new Problem(
        422,
        `There is no organization "${defaultOrganization}" to be the default.`,
        'Name one that exists or that the file describes.',
      );
    const after = defaultOrganization === undefined ? object : { ...object, defaultOrganizationId: named?.id ?? null };
    // As it is called, not as the file spells it: otherwise applying twice would look like a change.
    this.#put(present, after, 'system', defaultOrganization === undefined ? undefined : (named?.name ?? null));
  }

  #mailboxes(
    organization: Organization,
    present: readonly MailboxAccount[],
    entries: readonly MailboxEntry[] | undefined,
  ): void {
    const { ids, now } = this.#making;
    this.#section(
      present,
      entries,
      (object) => object.address,
      (each) => each.address,
      ({ credentials: _, ...each }, before) =>
        before ? merged(before, each) : makeMailbox(ids, organization.id, mailboxCreate.parse(given(each))),
      (mailbox, entry) => {
        const held = this.#view.credentials.filter((credential) => credential.mailboxId === mailbox.id);
        this.#section(
          held,
          entry.credentials,
          (object) => object.name,
          (each) => each.name,
          ({ cramMd5, ...each }, before) => {
            if (before !== null && cramMd5 !== undefined && cramMd5 !== isSealed(before))
              throw keptOtherwise(mailbox, before);
            if (before) return merged(before, each);
            const credential = makeCredential(ids, mailbox, {
              name: each.name,
              username: each.username ?? mailbox.address,
              enabled: each.enabled ?? true,
              verifier: cramMd5 === true ? sealedVerifier('') : '',
              createdAt: now,
            });
            this.newCredentials.push({ credential, mailbox: mailbox.address });
            return credential;
          },
          undefined,
          (credential) => `${mailbox.address}: ${credential.name}`,
        );
      },
    );
  }

  /** Creates and updates what the entries describe; with prune, deletes the rest. An absent section is left alone. */
  #section<Object extends Ours, Entry>(
    present: readonly Object[],
    entries: readonly Entry[] | undefined,
    nameOf: (object: Object) => string,
    nameIn: (entry: Entry) => string,
    make: (entry: Entry, before: Object | null) => Object,
    then?: (object: Object, entry: Entry) => void,
    shownAs: (object: Object) => string = nameOf,
  ): void {
    if (entries === undefined) return;
    const byName = new Map(present.map((object) => [nameOf(object).toLowerCase(), object]));
    for (const entry of entries) {
      const key = nameIn(entry).toLowerCase();
      const before = byName.get(key) ?? null;
      byName.delete(key);
      const after = make(entry, before);
      this.#put(before, after, shownAs(after));
      then?.(after, entry);
    }
    if (this.#making.prune) for (const object of byName.values()) this.#delete(object);
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
    const was = before === null ? {} : describe(this.#view, before);
    const described = describe(this.#view, after);
    const will: Record<string, unknown> =
      defaultName === undefined ? described : { ...described, defaultOrganization: defaultName };
    const fields = Object.keys(will)
      .filter((field) => !isDeepStrictEqual(was[field], will[field]))
      .map((field) => ({ field, before: was[field] ?? null, after: will[field] ?? null }));
    if (before !== null && fields.length === 0) return;
    this.changes.push({ action: before === null ? 'create' : 'update', kind: after.kind, name, fields });
    this.edits.push({ verb: 'put', object: after });
  }

  #delete(object: Ours): void {
    if (object.kind === 'mailbox')
      for (const credential of this.#view.credentials) if (credential.mailboxId === object.id) this.#delete(credential);
    this.changes.push({ action: 'delete', kind: object.kind, name: naturalName(this.#view, object), fields: [] });
    this.edits.push({ verb: 'delete', kind: object.kind, id: object.id });
  }
}

/** How a password is kept cannot change without the password. */
const keptOtherwise = (mailbox: MailboxAccount, credential: Credential): Problem =>
  new Problem(
    409,
    `The credential "${credential.name}" of ${mailbox.address} is kept ${isSealed(credential) ? 'sealed (CRAM-MD5)' : 'hashed'}, and a file cannot change that.`,
    'Take cramMd5 out of the file, or remove the credential first: it then gets a new password.',
  );

/** Without the fields that were left out, so that defaults apply. */
const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
