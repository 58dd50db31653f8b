/** The API as the pages see it: types alone, of the contracts that the server answers by. The only file that looks over the fence. */
import type * as administrators from '../../../src/admin/contracts/administrators.ts';
import type * as advice from '../../../src/admin/contracts/advice.ts';
import type * as alarms from '../../../src/admin/contracts/alarms.ts';
import type * as connectors from '../../../src/admin/contracts/connectors.ts';
import type * as credentials from '../../../src/admin/contracts/credentials.ts';
import type * as profiles from '../../../src/admin/contracts/device-profiles.ts';
import type * as deviceHelp from '../../../src/admin/contracts/device-help.ts';
import type * as devices from '../../../src/admin/contracts/devices.ts';
import type * as dkimKeys from '../../../src/admin/contracts/dkim-keys.ts';
import type * as domains from '../../../src/admin/contracts/domains.ts';
import type * as help from '../../../src/admin/contracts/help.ts';
import type * as house from '../../../src/admin/contracts/house.ts';
import type * as licences from '../../../src/admin/contracts/licences.ts';
import type * as limits from '../../../src/admin/contracts/limits.ts';
import type * as lists from '../../../src/admin/contracts/lists.ts';
import type * as mailboxes from '../../../src/admin/contracts/mailboxes.ts';
import type * as messages from '../../../src/admin/contracts/messages.ts';
import type { AnswerKind, AnswerOf, Operation, Said } from '../../../src/admin/contracts/operation.ts';
import type * as organizations from '../../../src/admin/contracts/organizations.ts';
import type * as passkeys from '../../../src/admin/contracts/passkeys.ts';
import type { ProblemBody } from '../../../src/admin/contracts/problems.ts';
import type * as protection from '../../../src/admin/contracts/protection.ts';
import type * as quarantine from '../../../src/admin/contracts/quarantine.ts';
import type * as queue from '../../../src/admin/contracts/queue.ts';
import type * as ownQueries from '../../../src/admin/contracts/own-queries.ts';
import type * as signIn from '../../../src/admin/contracts/sign-in.ts';
import type * as singleSignOn from '../../../src/admin/contracts/single-sign-on.ts';
import type * as series from '../../../src/admin/contracts/series.ts';
import type * as summary from '../../../src/admin/contracts/summary.ts';
import type * as tlsReports from '../../../src/admin/contracts/tls-reports.ts';
import type * as tokens from '../../../src/admin/contracts/tokens.ts';
import type * as trace from '../../../src/admin/contracts/trace.ts';
import type * as transfer from '../../../src/admin/contracts/transfer.ts';

type ValueOf<Record> = Record[keyof Record];

/** Every exported group of operations, of every file of contracts: a file that is new is added to this list. */
type Groups =
  | ValueOf<typeof administrators>
  | ValueOf<typeof advice>
  | ValueOf<typeof alarms>
  | ValueOf<typeof connectors>
  | ValueOf<typeof credentials>
  | ValueOf<typeof profiles>
  | ValueOf<typeof devices>
  | ValueOf<typeof deviceHelp>
  | ValueOf<typeof dkimKeys>
  | ValueOf<typeof domains>
  | ValueOf<typeof help>
  | ValueOf<typeof house>
  | ValueOf<typeof licences>
  | ValueOf<typeof limits>
  | ValueOf<typeof lists>
  | ValueOf<typeof mailboxes>
  | ValueOf<typeof messages>
  | ValueOf<typeof organizations>
  | ValueOf<typeof passkeys>
  | ValueOf<typeof protection>
  | ValueOf<typeof quarantine>
  | ValueOf<typeof queue>
  | ValueOf<typeof ownQueries>
  | ValueOf<typeof signIn>
  | ValueOf<typeof singleSignOn>
  | ValueOf<typeof series>
  | ValueOf<typeof summary>
  | ValueOf<typeof tlsReports>
  | ValueOf<typeof tokens>
  | ValueOf<typeof trace>
  | ValueOf<typeof transfer>;

/** A group, or an operation that stands alone. */
type Within<Group> = Group extends Operation
  ? Group
  : Group extends object
    ? Extract<ValueOf<Group>, Operation>
    : never;
type Known = Within<Groups>;

/** By `GET /trace/messages/:queueId`. */
export type Operations = { readonly [One in Known as `${One['method']} ${One['path']}`]: One };

export type AnswerTo<Key extends keyof Operations> = Operations[Key]['answer'] extends { readonly as: 'json' }
  ? AnswerOf<Operations[Key]>
  : Operations[Key]['answer'] extends { readonly as: 'text' }
    ? string
    : undefined;
/** One of the lines, or events, of an answer that comes as it happens. */
export type LineOf<Key extends keyof Operations> = AnswerOf<Operations[Key]>;
/** The parts that are said with a call: `params`, `query`, `body`. */
export type SaidTo<Key extends keyof Operations> = Said<Operations[Key]>;
/** Calls whose answer is of this kind. */
export type Answering<As extends AnswerKind['as']> = {
  [Key in keyof Operations]: Operations[Key]['answer'] extends { readonly as: As } ? Key : never;
}[keyof Operations];

export type Problem = ProblemBody;
export type Alarm = AnswerTo<'GET /alarms'>['items'][number];
export type AlarmKind = alarms.AlarmKind;
export type Me = AnswerTo<'GET /me'>;
export type Status = AnswerTo<'GET /status'>;
export type Organization = AnswerTo<'GET /organizations/:name'>['item'];
export type LimitUses = AnswerTo<'GET /limits/uses'>;
export type Limit = AnswerTo<'GET /limits'>['items'][number];
export type Settings = AnswerTo<'GET /settings'>;
export type Setting = Settings['items'][number];
export type TraceRow = AnswerTo<'GET /trace'>['rows'][number];
export type MessageStory = AnswerTo<'GET /trace/messages/:queueId'>;
export type OwnQueries = AnswerTo<'GET /me/queries'>;
export type Session = AnswerTo<'GET /trace/sessions/:reference'>;
export type ListedSession = AnswerTo<'GET /trace/sessions'>['items'][number];
export type LiveEvent = LineOf<'GET /watch'>;
export type Destination = AnswerTo<'GET /queue/lanes'>['items'][number];
export type Queued = AnswerTo<'GET /queue'>['entries'][number];
export type QueueAct = SaidTo<'POST /queue/actions'>['body'];
export type Steered = AnswerTo<'POST /queue/actions'>;
export type KeptMail = AnswerTo<'GET /quarantine'>['entries'][number];
export type QuarantineAct = SaidTo<'POST /quarantine/actions'>['body'];
export type QuarantineActed = AnswerTo<'POST /quarantine/actions'>;
export type Applied = AnswerTo<'POST /apply'>;
export type Understood = AnswerTo<'POST /import'>;
export type AdviceQuestion = AnswerTo<'GET /advice/questions'>['items'][number];
export type Advice = AnswerTo<'POST /advice'>;
export type Explanation = AnswerTo<'POST /explain'>;
export type Series = AnswerTo<'GET /series'>;
export type Protection = AnswerTo<'GET /protection'>;
export type Observed = AnswerTo<'GET /protection/observed'>;
export type TlsReports = AnswerTo<'GET /tls-reports'>;
export type StsPolicies = AnswerTo<'GET /mta-sts-policies'>;
export type Step = AnswerTo<'POST /alarms/test'>['steps'][number];
export type Summary = AnswerTo<'GET /summary'>;
export type Device = AnswerTo<'GET /devices/:name'>['item'];
export type DevicesImport = AnswerTo<'POST /device-csv'>;
export type WaitingDevice = AnswerTo<'GET /waiting-devices'>['items'][number];
export type Approval = AnswerTo<'POST /waiting-devices/approve'>;
export type DeviceSettings = AnswerTo<'GET /devices/:name/settings'>;
export type ProfilePreview = AnswerTo<'POST /devices/:name/profile-preview'>;
export type RewritingPreview = AnswerTo<'POST /rewriting-preview'>;
export type InboundConnector = AnswerTo<'GET /inbound-connectors'>['items'][number];
export type OutboundConnector = AnswerTo<'GET /outbound-connectors'>['items'][number];
export type TriedUpstream = AnswerTo<'POST /outbound-connectors'>;
export type Upstream = AnswerTo<'GET /upstreams/status'>['items'][number];
export type UpstreamKind = AnswerTo<'GET /upstreams/kinds'>['items'][number];
export type UpstreamSignIn = AnswerTo<'GET /outbound-connectors/:name/sign-in'>;
export type TriedConnector = AnswerTo<'POST /inbound-connectors'>;
export type Domain = AnswerTo<'GET /domains'>['items'][number];
export type DkimKey = AnswerTo<'GET /dkim-keys'>['items'][number];
export type CheckedDkimKey = AnswerTo<'POST /dkim-keys/:name/check'>;
export type DomainHealth = AnswerTo<'GET /domains/:name/health'>;
export type DomainRecord = DomainHealth['records'][number];
export type DomainRecords = AnswerTo<'GET /domains/:name/records'>;
export type Profile = AnswerTo<'GET /built-in-profiles' | 'GET /device-profiles'>['items'][number];
export type Administrator = AnswerTo<'GET /administrators'>['items'][number];
export type BrowserSession = AnswerTo<'GET /sign-in/sessions'>['items'][number];
export type SingleSignOn = AnswerTo<'GET /sso'>;
export type RoleMapping = AnswerTo<'GET /sso/mappings'>['items'][number];
export type SsoPerson = AnswerTo<'GET /sso/people'>['items'][number];
export type Token = AnswerTo<'GET /tokens'>['items'][number];
export type AllowEntry = AnswerTo<'GET /allow-entries'>['items'][number];
export type BlockEntry = AnswerTo<'GET /block-entries'>['items'][number];
export type Restriction = AnswerTo<'GET /restrictions'>['items'][number];
export type Mailbox = AnswerTo<'GET /mailboxes'>['items'][number];
export type Credential = AnswerTo<'GET /credentials'>['items'][number];
export type Group = AnswerTo<'GET /groups'>['items'][number];
export type LicenceReport = AnswerTo<'GET /licences/report'>;
export type AuditEntry = AnswerTo<'GET /audit'>['items'][number];
export type SignInAttempt = AnswerTo<'GET /sign-in/attempts'>['items'][number];
