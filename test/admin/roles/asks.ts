/** What each operation is asked about an organization: by the names and by the ids of its things, and with the organization said. */
import { seriesOf } from '../../../src/mail/doors/series.ts';
import { operations } from '../../../src/admin/contracts/all.ts';
import { collectionOf } from '../../../src/admin/contracts/collection.ts';
import type { Operation } from '../../../src/admin/contracts/operation.ts';
import { DEVICES, idOf, nameOf, type RolesSite, STRANGERS, type Word } from './site.ts';

export interface Ask {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const NO_PASSKEY = {
  ...{ id: 'bm9uZQ', rawId: 'bm9uZQ', type: 'public-key' },
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
} as const;

type Asks = (word: Word, site: Pick<RolesSite, 'queueIds' | 'references'>) => readonly Ask[];

const MAIN_CF = { name: 'main.cf', content: Buffer.from('relayhost = [smtp.example.org]:587\n').toString('base64') };
/** A device that is to send by Doorpost. */
const ADVISED = {
  ...{ target: 'doorpost', existing: false, newsletters: false, volume: 10, oldFirmware: false, tls: '1.2' },
  ...{ auth: 'none', portSettable: true, outside: true, address: 'dynamic', port25: 'unknown', senders: 'one' },
};

let count = 0;
/** Another name each time. */
const fresh = (): string => `made ${++count}`;

const whose = (word: Word): readonly Ask[] => [
  { query: { organization: nameOf(word, 'organization') } },
  { query: { organization: idOf(word, 'organization') } },
];

/** One of the kind by name, by id, and within its organization. */
const one =
  (kind: string, more: () => Ask = () => ({})) =>
  (word: Word): readonly Ask[] =>
    [nameOf(word, kind), idOf(word, kind)].flatMap((name) => [
      { ...more(), params: { name, ...more().params } },
      {
        ...more(),
        params: { name, ...more().params },
        query: { organization: nameOf(word, 'organization'), ...more().query },
      },
    ]);

/** In the organization that is said. */
const within =
  (body: (word: Word) => unknown) =>
  (word: Word): readonly Ask[] =>
    whose(word).map((ask) => ({ ...ask, body: body(word) }));

/** And each of them only tried out. */
const alsoTried =
  (asks: (word: Word) => readonly Ask[]) =>
  (word: Word): readonly Ask[] =>
    asks(word).flatMap((ask) => [{ ...ask, query: { ...ask.query, dryRun: 'true' } }, ask]);

const created: Readonly<Record<string, (word: Word) => unknown>> = {
  organization: () => ({ name: fresh() }),
  domain: () => ({ name: `made-${++count}.test` }),
  mailbox: (word) => ({ address: `made${++count}@${word}.test` }),
  group: (word) => ({ address: `made${++count}@${word}.test`, members: [nameOf(word, 'mailbox')] }),
  credential: (word) => ({
    mailbox: nameOf(word, 'mailbox'),
    name: fresh(),
    username: fresh(),
    password: 'a-good-Passw0rd',
  }),
  'inbound-connector': () => ({ name: fresh() }),
  'outbound-connector': () => ({ name: fresh(), route: { kind: 'smart-hosts', hosts: [{ host: 'mx.example.org' }] } }),
  device: () => ({ name: fresh() }),
  'device-profile': () => ({ name: fresh() }),
  'licence-pool': () => ({}),
};

const lists = (word: Word): readonly Ask[] => [
  ...whose(word),
  { query: { text: word } },
  { query: { text: word, organization: '*' } },
];

const ofKinds = Object.fromEntries(
  Object.keys(collectionOf).flatMap((kind): (readonly [string, Asks])[] => {
    const noun = kind.replaceAll(/(?:^|-)([a-z])/gu, (_, letter: string) => letter.toUpperCase());
    const plural = collectionOf[kind as keyof typeof collectionOf].replaceAll(/(?:^|-)([a-z])/gu, (_, letter: string) =>
      letter.toUpperCase(),
    );
    return [
      [`list${plural}`, lists],
      [`show${noun}`, one(kind)],
      [`create${noun}`, alsoTried(within(created[kind] ?? (() => ({}))))],
      [`change${noun}`, alsoTried(one(kind, () => ({ body: {} })))],
      [`remove${noun}`, one(kind)],
    ];
  }),
);

const message = one('mailbox', () => ({ params: { id: 'no-message' } }));
const file = (word: Word): string =>
  `doorpost: 1\norganizations:\n  - name: ${nameOf(word, 'organization')}\n    devices:\n      - name: From a file\n`;

const traceAsks: Asks = (word, { queueIds, references }) => [
  ...whose(word),
  { query: { text: word } },
  { query: { text: word, organization: '*' } },
  { query: { recipient: `*${word}.test` } },
  { query: { sender: `scan@${word}.test` } },
  { query: { clientAddress: DEVICES[word] } },
  { query: { queueId: queueIds[word] } },
  { query: { reference: references[word] } },
  { query: { connector: nameOf(word, 'inbound-connector') } },
  { query: { connector: idOf(word, 'inbound-connector') } },
  { query: { connector: nameOf(word, 'outbound-connector') } },
];

export const asksOf: Readonly<Record<string, Asks>> = {
  ...ofKinds,
  showSystem: () => [{}],
  changeSystem: (word) => [{ body: { defaultOrganization: nameOf(word, 'organization') } }],
  verifyDomain: one('domain', () => ({ body: {} })),
  showDomainRecords: one('domain'),
  checkDomain: one('domain'),
  checkDkimKey: one('dkim-key'),
  showProfileUses: one('device-profile'),
  steerRestrictedMail: one('restriction', () => ({ body: { verb: 'release' } })),
  showDomainHealth: one('domain'),
  showDomainUses: one('domain'),
  exportDomainZone: one('domain'),
  listMailboxMessages: one('mailbox'),
  readMailboxMessage: message,
  readMailboxMessageRaw: message,
  listCapturedMessages: () => [{}],
  readCapturedMessage: () => [{ params: { id: 'x' } }],
  readCapturedMessageRaw: () => [{ params: { id: 'x' } }],
  exportMailboxes: whose,
  importMailboxes: within((word) => ({ csv: `address\nbob@${word}.test\n`, dryRun: true })),
  exportDevices: whose,
  importDevices: within(() => ({ csv: 'name\nFrom a table\n', dryRun: true })),
  resetCredential: one('credential', () => ({ body: { password: 'a-good-Passw0rd' } })),
  testOutboundConnector: one('outbound-connector', () => ({ body: { to: 'x@outside.test' } })),
  followOutboundConnectorTest: one('outbound-connector', () => ({ body: { to: 'x@outside.test' } })),
  listUpstreamKinds: () => [{}, { query: { cloud: 'china' } }],
  beginUpstreamSignIn: one('outbound-connector'),
  showUpstreamSignIn: one('outbound-connector'),
  listUpstreamStatus: whose,
  listWaitingDevices: (word) => [
    ...whose(word),
    { query: { address: STRANGERS[word], all: 'true' } },
    { query: { organization: '*', all: 'true', address: STRANGERS[word] } },
  ],
  showDeviceSettings: one('device'),
  previewDeviceProfile: one('device', () => ({ body: { profile: 'tolerant' } })),
  previewRewriting: () => [
    { body: { rewriting: { from: 'a@b.test' }, sample: { envelopeSender: 'c@d.test', from: 'c@d.test' } } },
  ],
  approveDevice: (word) => [
    { params: { name: nameOf(word, 'device') }, body: {} },
    { params: { name: idOf(word, 'device') }, body: {} },
    { params: { name: `${word}.device.test` }, body: {} },
    { params: { name: STRANGERS[word] }, query: { organization: nameOf(word, 'organization') }, body: {} },
  ],
  approveDevices: (word) => [
    { body: { devices: [nameOf(word, 'device'), idOf(word, 'device')], dryRun: true } },
    { body: { network: `${STRANGERS[word]}/32`, dryRun: true } },
    ...within(() => ({ allWaiting: true, dryRun: true }))(word),
  ],
  ignoreDevice: (word) => [{ params: { name: STRANGERS[word] } }, { params: { name: `${word}.device.test` } }],
  listBuiltInProfiles: () => [{}],
  changeSeats: within(() => ({ mailboxSeats: 1 })),
  assignSeat: within((word) => ({ address: nameOf(word, 'mailbox') })),
  unassignSeat: within((word) => ({ address: nameOf(word, 'mailbox') })),
  showLicenceReport: whose,
  listMailboxesWithoutSeat: whose,
  listSendersWithoutMailbox: whose,
  listLimits: whose,
  setLimit: (word) => [
    { params: { name: 'messagesPerMinute' }, body: { value: 28, mailbox: nameOf(word, 'mailbox') } },
    { params: { name: 'messagesPerMinute' }, body: { value: 28, mailbox: idOf(word, 'mailbox') } },
  ],
  searchTrace: traceAsks,
  exportTrace: traceAsks,
  countTrace: traceAsks,
  showMessageStory: (word, { queueIds }) => [{ params: { queueId: queueIds[word] } }],
  showSession: (word, { references }) => [{ params: { reference: references[word] } }],
  listRefusalCounts: whose,
  listTracedSessions: (word) => [
    ...whose(word),
    { query: { address: STRANGERS[word], refused: 'true' } },
    { query: { device: nameOf(word, 'device') } },
  ],
  showRefusals: (word) => [
    ...['cause', 'code', 'device', 'address'].flatMap((by) =>
      whose(word).map((ask) => ({ query: { ...ask.query, by } })),
    ),
    { query: { organization: '*', by: 'address' } },
  ],
  listOrphanReports: whose,
  listQueue: (word) => [
    ...whose(word),
    { query: { organization: '*', sender: word } },
    { query: { lane: `mailbox:${idOf(word, 'mailbox')}` } },
    { query: { lane: `connector:${nameOf(word, 'outbound-connector')}` } },
  ],
  listLanes: (word) => [{}, ...whose(word), { query: { sort: 'oldest', limit: '100' } }],
  exportQueue: (word) => [{}, ...whose(word), { query: { organization: '*', sender: word } }],
  showQueued: (word, { queueIds }) => [{ params: { queueId: queueIds[word] } }],
  steerQueue: (word, { queueIds }) => [
    ...['retry', 'bounce'].map((verb) => ({
      query: { dryRun: 'true' },
      body: { verb, selection: { queueIds: [queueIds[word]] } },
    })),
    { body: { verb: 'retry', selection: { queueIds: [queueIds[word]] } } },
    { body: { verb: 'hold', selection: { sender: word } } },
    { body: { verb: 'release', selection: { lane: `connector:${nameOf(word, 'outbound-connector')}` } } },
    ...whose(word).map((ask) => ({ ...ask, body: { verb: 'hold', selection: { all: true } } })),
  ],
  listQuarantine: (word) => [{}, ...whose(word), { query: { organization: '*', sender: word } }],
  showQuarantined: (word, { queueIds }) => [{ params: { queueId: queueIds[word] } }],
  previewQuarantined: (word, { queueIds }) => [{ params: { queueId: queueIds[word] } }],
  previewQueued: (word, { queueIds }) => [{ params: { queueId: queueIds[word] } }],
  downloadQueued: (word, { queueIds }) => [{ params: { queueId: queueIds[word] } }],
  downloadQuarantined: (word, { queueIds }) => [{ params: { queueId: queueIds[word] } }],
  actOnQuarantine: (word, { queueIds }) => [
    { query: { dryRun: 'true' }, body: { verb: 'release', selection: { queueIds: [queueIds[word]] } } },
    { body: { verb: 'delete', selection: { queueIds: [queueIds[word]] } } },
    ...whose(word).map((ask) => ({ ...ask, body: { verb: 'delete', selection: { all: true } } })),
  ],
  showPerson: (word) => [
    { query: { address: `someone@${word}.test` } },
    ...whose(word).map(({ query }) => ({ query: { ...query, address: `someone@${word}.test`, whole: 'true' } })),
  ],
  erasePerson: (word) => whose(word).map((ask) => ({ ...ask, body: { address: `nobody-there@${word}.test` } })),
  showScreening: () => [{}],
  showProtection: (word) => [{}, ...whose(word)],
  showObserved: (word) => [{}, ...whose(word), { query: { check: 'spam', since: '1d' } }],
  listTlsReports: (word) => [{}, ...whose(word), { query: { organization: '*', domain: nameOf(word, 'domain') } }],
  listMtaStsPolicies: () => [{}, { query: { domain: 'test' } }],
  exportOrganizations: whose,
  applyFile: (word) => [{ body: { yaml: file(word), dryRun: true } }],
  understandImport: within(() => ({ from: 'postfix', files: [MAIN_CF] })),
  listAlarms: whose,
  acknowledgeAlarm: (word) => [{ params: { key: `upstream ${idOf(word, 'outbound-connector')}` } }],
  testAlarms: whose,
  listAdviceQuestions: () => [{}],
  showAdvice: (word) =>
    whose(word).map((ask) => ({
      ...ask,
      body: { ...ADVISED, domain: nameOf(word, 'domain') },
    })),
  explainMail: (word) => [
    { body: { from: `scan@${word}.test`, to: [nameOf(word, 'mailbox')], address: DEVICES[word] } },
  ],
  runChecks: (word) => [
    { body: { what: 'device', name: nameOf(word, 'device') } },
    { body: { what: 'upstream', name: idOf(word, 'outbound-connector') } },
    { body: { what: 'device', organization: nameOf(word, 'organization') } },
  ],
  watchSessions: (word) => [
    { query: { device: nameOf(word, 'device'), seconds: '1' } },
    { query: { device: idOf(word, 'device'), seconds: '1' } },
  ],
  // Of all of theirs it runs with the time.
  showSummary: whose,
  showSeries: (word) =>
    seriesOf.flatMap((by) => [
      ...whose(word).map((ask) => ({ query: { ...ask.query, by } })),
      { query: { by, organization: '*' } },
    ]),
  hearEvents: () => [{ query: { seconds: '1' } }],
  showStatus: () => [{}],
  showSettings: () => [{}],
  listLimitUses: whose,
  listAudit: (word) => [{}, { query: { id: idOf(word, 'mailbox') } }],
  exportAudit: (word) => [{}, { query: { id: idOf(word, 'mailbox') } }],
  makeBackup: () => [{ body: { folder: '/nowhere' } }],
  reloadCertificates: () => [{}],
  showMe: () => [{}],
  listTokens: () => [{}],
  createToken: (word) => [
    { body: { name: `made-${++count}`, role: 'reader', organizations: [nameOf(word, 'organization')] } },
  ],
  // Signs somebody in: `anyone` is asked about it in roles.test.ts.
  signInByLink: () => [{ body: { link: 'no-link' } }],
  signInByPassword: () => [{ body: { name: 'nobody', password: 'no-password' } }],
  signInLookAtInvitation: () => [{ body: { invitation: 'none' } }],
  signInByInvitationAsk: () => [{ body: { invitation: 'none' } }],
  signInByInvitation: () => [{ body: { invitation: 'none', password: 'a-good-Passw0rd' } }],
  signInAgain: () => [{ body: { password: 'no-password' } }],
  listSignInAttempts: () => [{}],
  changeOwnPassword: () => [{ body: { password: 'no-password', newPassword: 'a-good-Passw0rd' } }],
  beginSecondFactor: () => [{}],
  confirmSecondFactor: () => [{ body: { code: '123456' } }],
  signInByPasskeyAsk: () => [{ body: {} }],
  signInByPasskey: () => [{ body: { ticket: 'none', response: NO_PASSKEY } }],
  listOwnPasskeys: () => [{}],
  beginOwnPasskey: () => [{ body: {} }],
  addOwnPasskey: () => [
    {
      body: {
        ...{ ticket: 'none', name: 'Phone' },
        response: { ...NO_PASSKEY, response: { clientDataJSON: 'e30', attestationObject: 'oA' } },
      },
    },
  ],
  renameOwnPasskey: (word) => [{ params: { id: `passkey-of-${word}` }, body: { name: 'Phone' } }],
  removeOwnPasskey: (word) => [{ params: { id: `passkey-of-${word}` } }],
  signInLookAtWays: () => [{}],
  signInByProviderBegin: () => [{ body: {} }],
  signInByProvider: () => [{ body: { answer: '?code=none', secret: 'none' } }],
  beginSignInAgain: () => [{ body: {} }],
  finishSignInAgain: () => [{ body: { answer: '?code=none', secret: 'none' } }],
  showSingleSignOn: () => [{}],
  listRoleMappings: () => [{}],
  createRoleMapping: (word) => [
    { body: { value: `made-${++count}`, role: 'reader', organizations: [nameOf(word, 'organization')] } },
  ],
  changeRoleMapping: (word) => [{ params: { value: `role-of-${word}` }, body: {} }],
  removeRoleMapping: (word) => [{ params: { value: `role-of-${word}` } }],
  listSingleSignOnPeople: () => [{}],
  forgetSingleSignOnPerson: (word) => [{ params: { key: `person-of-${word}` } }],
  listSingleSignOnSessions: (word) => [{ params: { key: `person-of-${word}` } }],
  endSingleSignOnSessions: (word) => [{ params: { key: `person-of-${word}` } }],
  listAdministrators: () => [{}],
  createAdministrator: (word) => [
    { body: { name: `made-${++count}`, role: 'reader', organizations: [nameOf(word, 'organization')] } },
  ],
  changeAdministrator: (word) => [{ params: { name: `anna@${word}.test` }, body: {} }],
  removeAdministrator: (word) => [{ params: { name: `anna@${word}.test` } }],
  inviteAdministrator: (word) => [{ params: { name: `anna@${word}.test` } }],
  listAdministratorSessions: (word) => [{ params: { name: `anna@${word}.test` } }],
  endAdministratorSessions: (word) => [{ params: { name: `anna@${word}.test` } }],
  signOut: () => [{}],
  listSessions: () => [{}],
  listOwnQueries: () => [{}],
  saveOwnQuery: (word) => [{ body: { name: `of ${word}`, words: { from: word } } }],
  noteOwnQuery: (word) => [{ body: { words: { from: word } } }],
  removeOwnQuery: (word) => [{ params: { id: `query-of-${word}` } }],
  endSession: (word) => [{ params: { id: `session-of-${word}` } }],
  makeSignInLink: (word) => [{ body: { name: `anna@${word}.test` } }],
  removeToken: (word) => [{ params: { name: `token-of-${word}` } }],
};

/** An answer that takes things away is tried on what is nobody's. */
export const takesAway = ({ id }: Operation): boolean => id.startsWith('remove');

export const withoutAsks = (): readonly string[] =>
  operations.map(({ id }) => id).filter((id) => !Object.hasOwn(asksOf, id));

export function pathOf({ path }: Operation, { params = {}, query = {} }: Ask): string {
  const filled = path.replaceAll(/:(\w+)/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return `/api/v1${filled}${search === '' ? '' : `?${search}`}`;
}
