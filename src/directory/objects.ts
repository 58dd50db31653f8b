/**
 * The business objects: what an administrator sets up. They live in the store, change at once, and are read on the hot path
 * only through the in-memory snapshot of `directory/snapshot.ts`, so a decision never waits for a disk.
 * Domain names here are lower-case A-labels; addresses are `local@domain` with the domain in that form.
 */
import type { ObjectId } from '../base/id.ts';
import type { Device, DeviceProfile, Language, Rewriting } from '../mail/device.ts';
import type { LimitOverrides } from '../mail/limits.ts';
import type { UpstreamPace, UpstreamService, UpstreamSignIn } from './upstream.ts';

export interface Organization {
  readonly kind: 'organization';
  readonly id: ObjectId;
  /** Unique; what the CLI and exports call it. */
  readonly name: string;
  /** SMTP AUTH at all; off: 535 5.7.139 after the right password. */
  readonly smtpAuth: boolean;
  /** AUTH with a password (other sign-ins come later); off: 535 5.7.139 likewise. */
  readonly passwordAuth: boolean;
  /** Refuse strangers who send in our own domains' name: 550 5.7.68. */
  readonly rejectDirectSend: boolean;
  /**
   * Strangers' mail in the name of an own domain that would go on to another system by our outbound way, which lends it our trust. Refused
   * (550 5.7.68) but for `allow`; `undecided` raises an alarm where there is such a way.
   */
  readonly strangersInOwnName: 'undecided' | 'refuse' | 'allow';
  readonly licensing: 'off' | 'report' | 'enforce';
  /** Reports to senders who are nobody's mailbox also go to postmaster's mailbox. */
  readonly copyOrphanReportsToPostmaster: boolean;
  /** Who answers postmaster@ and abuse@ where no mailbox or alias of that name exists: a mailbox or group address of the organization. */
  readonly postmaster: string | null;
  /** Where its devices stand: an unknown device there that is refused is put on the waiting list. */
  readonly deviceNetworks: readonly string[];
  /** In which its people are told of their mail, where nothing finer is set. */
  readonly language: Language;
  /** Who is told of alarms, beside log and metrics: addresses, and an http(s) URL that gets each as JSON. */
  readonly alarmAddresses: readonly string[];
  readonly alarmWebhook: string | null;
  readonly limits: LimitOverrides;
}

export interface AcceptedDomain {
  readonly kind: 'domain';
  readonly id: ObjectId;
  readonly organizationId: ObjectId;
  /** Unique over all organizations once verified; lower-case A-label. */
  readonly name: string;
  /** internal-relay: recipients we do not know go on by an outbound connector or MX. */
  readonly type: 'authoritative' | 'internal-relay';
  /** `doorpost-verification=...`: to be published as TXT, or as the label of an MX. */
  readonly verificationToken: string;
  readonly verified: null | { readonly at: number; readonly method: 'txt' | 'mx' | 'trusted' | 'evaluation' };
}

export interface MailboxAccount {
  readonly kind: 'mailbox';
  readonly id: ObjectId;
  readonly organizationId: ObjectId;
  /** Primary address. */
  readonly address: string;
  readonly displayName: string;
  readonly aliases: readonly string[];
  /** `name+anything@` reaches `name@`. */
  readonly plusAddressing: boolean;
  /** Addresses (or `@domain` for every address of an own domain) it may send as beside its own. */
  readonly sendAs: readonly string[];
  readonly forwarding: null | { readonly to: readonly string[]; readonly keepCopy: boolean };
  /** false: 535 5.7.139 after the right password. */
  readonly smtpAuth: boolean;
  readonly passwordAuth: boolean;
  readonly enabled: boolean;
  readonly delivery:
    | { readonly kind: 'maildir' /** relative to the mail directory */; readonly path: string }
    | { readonly kind: 'lmtp'; readonly host: string; readonly port: number }
    | { readonly kind: 'lmtp-socket'; readonly path: string }
    /** It only signs in here: its mail goes on to where the internal relay of its domain leads. */
    | { readonly kind: 'elsewhere' };
  /** What it submits is also kept in its `.Sent` folder. */
  readonly copyToSent: boolean;
  readonly limits: LimitOverrides;
}

export interface Group {
  readonly kind: 'group';
  readonly id: ObjectId;
  readonly organizationId: ObjectId;
  readonly address: string;
  readonly displayName: string;
  readonly aliases: readonly string[];
  /** Any addresses, own or foreign, mailboxes or groups. */
  readonly members: readonly string[];
}

/** A sign-in for a mailbox: several per mailbox, one per device, each revocable. */
export interface Credential {
  readonly kind: 'credential';
  readonly id: ObjectId;
  readonly organizationId: ObjectId;
  readonly mailboxId: ObjectId;
  /** What the administrator calls it: `Copier 2nd floor`. */
  readonly name: string;
  /** Login name; unique over all organizations; compared without case. Defaults to the mailbox's address; several credentials of one mailbox may share it. */
  readonly username: string;
  /**
   * argon2id PHC string; or, where CRAM-MD5 is allowed, `sealed:<stamp>`: the password itself is kept sealed as `credential:<id>`, and the
   * stamp changes with it. Never leaves the store by API or export.
   */
  readonly verifier: string;
  readonly enabled: boolean;
  readonly createdAt: number;
}

export interface InboundConnector {
  readonly kind: 'inbound-connector';
  readonly id: ObjectId;
  readonly organizationId: ObjectId;
  /** Unique in its organization. */
  readonly name: string;
  readonly enabled: boolean;
  readonly type: 'OnPremises' | 'Partner';
  /** Patterns for the reverse-path's domain: `*`, `x`, `*.x` (subdomains only). */
  readonly senderDomains: readonly string[];
  /** Ours: patterns for where it may send to. */
  readonly recipientDomains: readonly string[];
  /** IPv4, IPv6, CIDR. */
  readonly senderAddresses: readonly string[];
  /** Matched against the SANs of a trusted client certificate: `x` or `*.x`. */
  readonly certificateName: string | null;
  /** Hex SHA-256 of a client certificate trusted without a chain. */
  readonly certificateFingerprint: string | null;
  readonly requireTls: boolean;
  /** Own domains it may send for; empty: all of the organization. */
  readonly associatedAcceptedDomains: readonly string[];
  /** As `lineEnds` of the profile, for itself alone; `normalize` in either is enough. */
  readonly bareLineFeed: 'reject' | 'normalize';
  /** Name of the device profile of those that come by it, unless a device has its own. */
  readonly profile: string;
  readonly rewriting: Rewriting | null;
  readonly limits: LimitOverrides;
}

/** Oldest first. */
export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

export interface OutboundConnector {
  readonly kind: 'outbound-connector';
  readonly id: ObjectId;
  readonly organizationId: ObjectId;
  readonly name: string;
  readonly enabled: boolean;
  /** `x`, `*.x`, `*` (everything), `accepted` (all accepted domains of the organization, for internal relay). */
  readonly recipientDomains: readonly string[];
  /** Whose mail it carries: `*`, `user@x`, `x`, `*.x` (subdomains). The null reverse-path is covered by `*` only. */
  readonly senders: readonly string[];
  /** Names of the devices whose mail it carries; empty: everybody's. */
  readonly devices: readonly string[];
  readonly route:
    | { readonly kind: 'mx' }
    /** In order of preference; a bracketed or plain address or a name (A/AAAA looked up, no MX). */
    | { readonly kind: 'smart-hosts'; readonly hosts: readonly { readonly host: string; readonly port: number }[] }
    /** Microsoft Graph, `sendMail` of a user. `endpoint` without a final slash: `https://graph.microsoft.com/v1.0`. */
    | { readonly kind: 'graph'; readonly endpoint: string; readonly user: string };
  readonly service: UpstreamService;
  /** `wrapped` is implicit TLS (465), verified. */
  readonly tls: 'none' | 'opportunistic' | 'required' | 'verified' | 'wrapped';
  /** Name to verify instead of the host's. */
  readonly tlsName: string | null;
  /** The oldest version that is spoken. Below TLSv1.2 the old ciphers go with it: better than clear text, and no more. */
  readonly tlsMinimum: TlsVersion;
  readonly auth: UpstreamSignIn | null;
  readonly clientCertificate: null | { readonly certificateFile: string; readonly keyFile: string };
  /** How long to try; null: the default of 2 days. */
  readonly expiryMs: number | null;
  /** Names of connectors of the organization that are tried, in order, while this one is in trouble. */
  readonly failover: readonly string[];
  /** null: none; everything goes as it comes. */
  readonly pace: UpstreamPace | null;
  readonly rewriting: Rewriting | null;
  readonly lastTest: null | { readonly at: number; readonly ok: boolean; readonly text: string };
}

/** Names a value sealed in the store by the key file; exports carry this reference, never the value. */
export type SecretName = string;

export interface LicencePool {
  readonly kind: 'licence-pool';
  readonly id: ObjectId;
  readonly organizationId: ObjectId;
  readonly mailboxSeats: number;
  readonly protectionSeats: number;
  /** Mailbox addresses a mailbox seat is assigned to. */
  readonly assignedMailboxes: readonly string[];
  /** Sender addresses without mailbox a protection seat is assigned to. */
  readonly assignedSenders: readonly string[];
}

/** System-wide settings that are business, not process: one object. */
export interface SystemSettings {
  readonly kind: 'system';
  readonly id: ObjectId;
  /** Limits that hold where nothing finer is set. */
  readonly limits: LimitOverrides;
  /** The organization an administrator's command means when it names none. */
  readonly defaultOrganizationId: ObjectId | null;
  /** Evaluation mode: mail for outside is captured instead of sent. */
  readonly captureOutbound: boolean;
}

export type DirectoryObject =
  | Organization
  | AcceptedDomain
  | MailboxAccount
  | Group
  | Credential
  | InboundConnector
  | OutboundConnector
  | LicencePool
  | Device
  | DeviceProfile
  | SystemSettings;

export type DirectoryKind = DirectoryObject['kind'];

/** Everything, at one revision. */
export interface Directory {
  readonly revision: number;
  readonly objects: readonly DirectoryObject[];
}

/** One step of a change; a change is a list of steps that happens as one, or not at all. */
export type DirectoryEdit =
  | { readonly verb: 'put'; readonly object: DirectoryObject }
  | { readonly verb: 'delete'; readonly kind: DirectoryKind; readonly id: ObjectId };

export interface AuditEntry {
  readonly at: number;
  readonly actor: string;
  readonly revision: number;
  readonly kind: DirectoryKind | 'secret' | 'queue';
  readonly id: string;
  /** What a person calls the object. */
  readonly name: string;
  /** The objects before and after with verifiers left out; null where it did not exist. */
  readonly before: unknown;
  readonly after: unknown;
}
