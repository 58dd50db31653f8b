/** The parts that the composition gives the admin room, and what its routes share. */
import type { DeviceCodeState } from '../mail/doors/device-code.ts';
import type { DestinationsNow } from '../mail/doors/destinations-now.ts';
import type { TokenState, TroubledUpstream, UpstreamUse } from '../mail/doors/upstreams.ts';
import type { CachedStsPolicy } from '../mail/doors/sts-policies.ts';
import type { KeptTlsReport } from '../mail/doors/tls-reports.ts';
import type { DkimChecks } from '../mail/doors/dkim-health.ts';
import type { ScreeningHealth } from '../mail/doors/screening-health.ts';
import type { DomainChecks } from '../mail/doors/domain-health.ts';
import type { Clock } from '../base/clock.ts';
import type { IdSource, ObjectId, QueueId } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { SettingInForce } from '../config/in-force.ts';
import type { Settings } from '../config/settings.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Address } from '../mail/address.ts';
import type { MailboxAccount, Organization, OutboundConnector, SecretName } from '../directory/objects.ts';
import type { ClosedDoor } from '../mail/doors/closed-door.ts';
import type { CheckSelection } from '../mail/doors/checkup.ts';
import type { ListedMessage, Preview, ReadMessage } from '../mail/doors/stored-message.ts';
import type { Step } from '../mail/step.ts';
import type { ShownCertificates } from '../mail/doors/shown-certificates.ts';
import type { Observe } from '../mail/observation.ts';
import type { Explanation, MailQuestion } from '../mail/doors/explanation.ts';
import type { Hints } from '../mail/doors/hints.ts';
import type { Watch } from '../mail/doors/live-session.ts';
import type { RaisedAlarm } from '../policy/alarms/alarm-telling.ts';
import type { SeenDevices } from '../mail/doors/seen-devices.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { Directory, DirectoryEdit } from '../directory/objects.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { LimitUse } from '../policy/alarms/limit-alarms.ts';
import type { Expiry } from '../policy/alarms/expiry-alarms.ts';
import type { BackupTry } from '../store/backup-book.ts';
import type { NumberedAuditEntry, QueueSelection, RecipientName, Store } from '../store/store.ts';
import type { FileReader } from './changes/read-file.ts';
import type { ImportReader } from './changes/read-import.ts';
import type { WatcherPlaces } from './api/watcher-places.ts';
import type { Operation } from './contracts/operation.ts';
import type { DiskStatus } from './observe/disks.ts';
import type { StandstillStatus } from './observe/standstill.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { AdminPeople, People } from './sign-in/people.ts';
import type { SavedQueries } from './sign-in/saved-queries.ts';
import type { ApiTokens } from './secrets/tokens.ts';
import type { ToldLine } from '../mail/lines/said.ts';

export interface AdminOptions {
  readonly settings: Settings;
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdSource;
  readonly log: Log;
  readonly observe: Observe;
  readonly secrets: Secrets;
  readonly resolver: Resolver;
  readonly version: string;
  readonly testConnector: TestConnector;
  /** Tokens and sign-ins of upstreams; absent where no mail goes out (tests of this room). */
  readonly upstreamSignIn?: UpstreamSignInDesk;
  /** The troubles of upstreams right now; absent where nobody watches them. */
  readonly upstreamStatus?: () => readonly TroubledUpstream[];
  /** How much each is used right now; absent where no mail goes out. Rejects with StoreUnavailable. */
  readonly upstreamUses?: () => Promise<(connector: OutboundConnector) => UpstreamUse>;
  /** Destinations as the rooms that deliver know them; absent where no mail goes out. */
  readonly destinations?: DestinationsNow;
  /** Whether a smart host would be this server itself, in words; null: no. Absent where no mail goes out. */
  readonly leadsBack?: (host: string, port: number) => Promise<ToldLine | null>;
  /** MTA-STS policies of other domains that are kept; absent where no mail goes out. Rejects with StoreUnavailable. */
  readonly stsPolicies?: () => Promise<readonly CachedStsPolicy[]>;
  /** Absent where no mail comes in (tests of this room). Rejects for a listener that does not exist. @param organizations as if there were these alone. */
  readonly explain?: (question: MailQuestion, organizations?: readonly ObjectId[]) => Promise<Explanation>;
  /** The troubleshooting list; absent where nothing runs. */
  readonly checkup?: (selection: CheckSelection, signal: AbortSignal) => AsyncIterable<Step>;
  /** How domains stand in DNS; absent where nothing runs. */
  readonly domainChecks?: DomainChecks;
  /** How the records of DKIM keys stand in DNS; absent where nothing runs. */
  readonly dkimChecks?: DkimChecks;
  /** Spam filter, virus scanner and block lists, as they stand; absent where no mail comes in. */
  readonly screening?: ScreeningHealth;
  /** Sessions as they happen; absent where no mail comes in. */
  readonly watch?: Watch;
  /** How much of their counted limits connectors and mailboxes have used; absent where no mail comes in. */
  readonly limitUses?: (isMeant: (organizationId: ObjectId) => boolean) => Promise<readonly LimitUse[]>;
  readonly steering: Steering;
  readonly quarantine: QuarantineDesk;
  readonly waitingMail: WaitingMail;
  readonly devices: DeviceSightings;
  readonly mailboxes: MailboxReader;
  readonly captured: CapturedReader;
  /** Of the house; what waits in the queue is asked of the store. */
  readonly status: () => AdminStatus;
  readonly reloadCertificates: () => Promise<void>;
  /** For `http.tls`, with their keys: no route has them. Absent in tests of this room without it. */
  readonly certificates?: ShownCertificates;
  /** The settings that this process runs with, and where each comes from. */
  readonly settingsInForce: () => Promise<readonly SettingInForce[]>;
  /** Addresses of this machine's gateways, for warnings. */
  readonly gatewayAddresses: () => readonly string[];
  readonly alarms: AlarmDesk;
  /** Sees each answer and gives back what goes out: tests hold every one against its contract. */
  readonly seeAnswer?: SeeAnswer;
}

export type SeeAnswer = (answer: {
  readonly operation: Operation;
  readonly status: number;
  /** A text, octets or a stream. */
  readonly payload: unknown;
}) => unknown;

/** The raised alarms, and what can be done about them. */
export interface AlarmDesk {
  /** Oldest first. */
  list(): readonly RaisedAlarm[];
  /** false: there is no such alarm. */
  acknowledge(key: string, actor: string): Promise<boolean>;
  /** Sends a test alarm to every channel; what each answered. */
  test(organization: Organization, actor: string): Promise<readonly Step[]>;
  /** Things of upstreams that expire one day. */
  upstreamExpiries(): readonly Expiry[];
}

/** Connects and sends a test message over the connector, as delivery would. */
export type TestConnector = (
  connector: OutboundConnector,
  message: { readonly from: string; readonly to: string },
  /** Hears each step as it is done. */
  tell?: (step: Step) => void,
) => Promise<{
  readonly ok: boolean;
  readonly steps: readonly Step[];
}>;

export interface UpstreamSignInDesk {
  /** Begins a sign-in by code (RFC 8628); the server goes on by itself. */
  start(connector: OutboundConnector): Promise<DeviceCodeState>;
  state(connectorId: ObjectId): DeviceCodeState;
  token(connector: OutboundConnector): TokenState;
  /** Secrets were set or deleted: tokens got with the old ones are not used any more. */
  forget(connectorId: ObjectId, secrets?: readonly SecretName[]): void;
}

/** The queue's verbs. Each returns how many recipients it touched. */
export interface Steering {
  hold(selection: QueueSelection, actor: string): Promise<number>;
  release(selection: QueueSelection, actor: string): Promise<number>;
  retryNow(selection: QueueSelection, actor: string): Promise<number>;
  redirect(selection: QueueSelection, actor: string, to: RedirectTo): Promise<number>;
  expire(selection: QueueSelection, actor: string, reason?: { readonly reason: string | null }): Promise<number>;
  bounce(selection: QueueSelection, actor: string, reason?: { readonly reason: string | null }): Promise<number>;
}

/** At least one of the two is set. */
export interface RedirectTo {
  /** null: the recipient stays, only the way changes. */
  readonly address: Address | null;
  /** null: routed as any mail to that address. */
  readonly connectorId: ObjectId | null;
}

/** Mail that is kept back. The verbs return how many recipients they touched. */
export interface QuarantineDesk {
  release(selection: QueueSelection, actor: string): Promise<number>;
  copyTo(selection: QueueSelection, to: Address, actor: string): Promise<number>;
  discard(selection: QueueSelection, actor: string): Promise<number>;
  /** Ends these, waiting or kept back: nobody is told. Those that an attempt has are left alone. */
  erase(recipients: readonly RecipientName[], actor: string): Promise<number>;
}

/** The content of messages that nobody has got yet, waiting or in quarantine. */
export interface WaitingMail {
  /** Asked for what was found in a list; null: it is gone. Rejects with LookRefused. */
  preview(queueId: QueueId): Promise<Preview | null>;
  content(queueId: QueueId): Promise<AsyncIterable<Uint8Array> | null>;
}

export interface DeviceSightings extends Pick<SeenDevices, 'of' | 'at' | 'strangers'> {
  /** false: nothing waits at that address. */
  ignore(address: string): boolean;
  /** Takes a person out of what was seen of devices. @param isMeant of a device; null: of none that is known. */
  forgetPerson(forms: readonly string[], isMeant: (deviceId: ObjectId | null) => boolean): Promise<number>;
}

/** Reads what arrived in a mailbox of ours. null: no such message. */
export interface MailboxReader {
  list(mailbox: MailboxAccount): Promise<readonly ListedMessage[]>;
  read(mailbox: MailboxAccount, id: string): Promise<ReadMessage | null>;
  raw(mailbox: MailboxAccount, id: string): Promise<Uint8Array | AsyncIterable<Uint8Array> | null>;
}

/** Reads what evaluation mode captured. null: no such message. */
export interface CapturedReader {
  list(): Promise<readonly ListedMessage[]>;
  read(id: string): Promise<ReadMessage | null>;
  raw(id: string): Promise<Uint8Array | AsyncIterable<Uint8Array> | null>;
}

export interface AdminStatus {
  readonly mode: 'evaluation' | 'production';
  readonly uptimeMs: number;
  readonly hostName: string;
  readonly listeners: readonly {
    readonly name: string;
    readonly role: string;
    readonly address: string;
    readonly port: number;
  }[];
  readonly sessions: number;
  readonly storeHealthy: boolean;
  /** Why not; null: it is. */
  readonly storeTrouble: string | null;
  /** Log lines that could not be written and are gone, since the start. */
  readonly log: { readonly linesLost: number };
  readonly standstill: StandstillStatus;
  /** Of the disks that mail is kept on, the fullest. */
  readonly disk: DiskStatus;
  /** How many are raised. */
  readonly alarms: number;
  readonly certificate: null | {
    readonly subject: string;
    readonly notAfter: number;
    readonly names: readonly string[];
  };
  /** All that are shown, the one above among them. */
  readonly certificates: readonly {
    readonly subject: string;
    readonly notAfter: number;
    readonly names: readonly string[];
    /** `rsa`, `ec`. */
    readonly keyKind: string;
    readonly selfSigned: boolean;
  }[];
}

/** The addresses of HTTP: those that are open, and those that are set and are not. */
export interface HttpDoors {
  readonly open: readonly { readonly address: string; readonly port: number }[];
  readonly closed: readonly ClosedDoor[];
}

/** GET /metrics and its content type. */
export interface MetricsText {
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

/** The directory as the routes of one caller have it. */
export interface AdminDirectory {
  /** The part that the caller may see. */
  readonly current: DirectoryView;
  /** All of it: rules are judged by it, and nothing of it is answered. */
  readonly whole: DirectoryView;
  /** The part of a whole one, as it would be after a change, that the caller may see. */
  seen(whole: DirectoryView): DirectoryView;
  replace(directory: Directory | DirectoryView): void;
  /** A change as it is kept when this caller makes it. Throws a Problem for one that is more than they may make. */
  asTheirs(whole: DirectoryView, edits: readonly DirectoryEdit[]): readonly DirectoryEdit[];
}

export interface AuditPage {
  readonly entries: readonly NumberedAuditEntry[];
  readonly next: number | null;
}

/** The store as routes need it. */
export interface AdminStore {
  readonly spool: Pick<Store['spool'], 'list' | 'lanes' | 'laneLooks' | 'oldest' | 'quarantine' | 'scan'> & {
    /** As `scan`, as far as the caller may read it. */
    read: Store['spool']['scan'];
  };
  readonly trace: Pick<
    Store['trace'],
    'search' | 'story' | 'session' | 'refusalCounts' | 'mailCounts' | 'series' | 'lastMail'
  >;
  readonly usage: Pick<Store['usage'], 'senders'>;
  readonly person: Store['person'];
  /** Reports of others about TLS with these, the latest days first. Rejects with StoreUnavailable. */
  readonly tlsReports: (
    organizations: readonly ObjectId[],
    span: { readonly since: number; readonly now: number },
  ) => Promise<readonly KeptTlsReport[]>;
  readonly directory: Omit<Store['directory'], 'audit'> & {
    /** As the store's, with the place to go on from; null: there is no more. A page may have fewer entries than were asked for. */
    audit(filter: Parameters<Store['directory']['audit']>[0]): Promise<AuditPage>;
  };
  readonly backup: Store['backup'];
  readonly backups: {
    /** When the last whole one was made: ms since 1970; null: none was noted, or it is not the caller's affair. */
    last(): Promise<number | null>;
    /** The last one that was tried; null: none since that is noted, or not the caller's affair. */
    tried(): Promise<BackupTry | null>;
    note(tried: BackupTry): Promise<void>;
  };
}

/** The parts that a change of the directory takes. */
export type ChangeRoom = Pick<
  AdminContext,
  'directory' | 'store' | 'clock' | 'secrets' | 'upstreamStatus' | 'leadsBack' | 'gatewayAddresses'
>;

/** The whole house, as the HTTP application begins with it. */
export interface AdminParts extends AdminOptions {
  readonly tokens: ApiTokens;
  readonly people: People;
  /** The port on which it listens by TCP; null: on none. */
  readonly ownPort: () => number | null;
  readonly httpDoors: () => HttpDoors;
  readonly metrics: MetricsText;
  readonly hints: Hints;
  /** Searches that people keep; asked by the caller's own name. */
  readonly queries: Pick<SavedQueries, 'of' | 'save' | 'remove' | 'searched' | 'forget'>;
}

/** The parts that routes work with; each takes of it what it needs. All of it is the caller's own part of the house (`scope/`). */
export interface AdminContext extends Omit<AdminParts, 'directory' | 'store' | 'people' | 'certificates'> {
  readonly people: AdminPeople;
  readonly directory: AdminDirectory;
  readonly store: AdminStore;
  /** Those who watch live sessions, of all callers. */
  readonly watchers: WatcherPlaces;
  /** Those who hear hints. */
  readonly hearers: WatcherPlaces;
  /** Reads one large file at a time, whoever sends it. */
  readonly files: FileReader;
  readonly imports: ImportReader;
}
