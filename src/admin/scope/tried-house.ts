/**
 * The house as a request has it that is only tried out: a change is planned, judged and answered as ever, on a directory of the request's own, and
 * nothing of it stays. Each member is named here: what is new has to be decided. A part that acts, and that no change needs, is refused.
 */
import type { DirectoryEdit } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { given } from '../../base/given.ts';
import type { AdminContext, AdminDirectory, AdminStore } from '../context.ts';

export interface TriedHouse {
  readonly room: AdminContext;
  /** Edits that the change would commit, made on `before`. */
  readonly kept: readonly DirectoryEdit[];
  readonly before: DirectoryView;
}

type EachPart = { readonly [Part in keyof Required<AdminContext>]: AdminContext[Part] | undefined };

export function triedHouse(real: AdminContext): TriedHouse {
  const kept: DirectoryEdit[] = [];
  const before = real.directory.whole;
  const parts: EachPart = {
    ...{
      settings: real.settings,
      version: real.version,
      ownPort: real.ownPort,
      httpDoors: real.httpDoors,
      clock: real.clock,
      log: real.log,
    },
    ...{ random: real.random, ids: real.ids, resolver: real.resolver, seeAnswer: real.seeAnswer },
    ...{ gatewayAddresses: real.gatewayAddresses, leadsBack: real.leadsBack, upstreamStatus: real.upstreamStatus },
    destinations: undefined,
    directory: ownDirectory(real.directory),
    store: ownStore(real.store, kept),
    secrets: {
      put: async () => {},
      delete: async () => {},
      read: (name) => real.secrets.read(name),
      names: (only) => real.secrets.names(only),
    },
    devices: knownDevices(real.devices),
    screening: undefined,
    domainChecks: real.domainChecks && knownChecks(real.domainChecks),
    dkimChecks: real.dkimChecks && knownLooks(real.dkimChecks),
    // Nothing happens that could be told.
    observe: () => {},
    // Mail that a change lets go again waits on.
    steering: {
      ...{ hold: nothing, release: nothing, retryNow: nothing },
      ...{ redirect: nothing, expire: nothing, bounce: nothing },
    },
    quarantine: untouchedQuarantine,
    waitingMail: unreadMail,
    alarms: {
      list: () => real.alarms.list(),
      acknowledge: () => onlyTried('alarms'),
      test: () => onlyTried('alarms'),
      upstreamExpiries: () => real.alarms.upstreamExpiries(),
    },
    status: () => real.status(),
    hints: { hear: () => onlyTried('hints'), acted: () => {} },
    people: refused('sign-ins'),
    queries: refused('saved queries'),
    tokens: {
      create: () => onlyTried('tokens'),
      delete: () => onlyTried('tokens'),
      list: () => onlyTried('tokens'),
      check: () => onlyTried('tokens'),
    },
    ...{
      upstreamSignIn: undefined,
      upstreamUses: undefined,
      explain: undefined,
      checkup: undefined,
      stsPolicies: undefined,
      watch: undefined,
      limitUses: undefined,
    },
    testConnector: () => onlyTried('upstreams'),
    mailboxes: { list: () => onlyTried('mail'), read: () => onlyTried('mail'), raw: () => onlyTried('mail') },
    captured: { list: () => onlyTried('mail'), read: () => onlyTried('mail'), raw: () => onlyTried('mail') },
    reloadCertificates: () => onlyTried('certificates'),
    metrics: { text: () => onlyTried('metrics') },
    settingsInForce: () => onlyTried('settings'),
    ...{ watchers: real.watchers, hearers: real.hearers, files: real.files, imports: real.imports },
  };
  return { room: given(parts) as AdminContext, kept, before };
}

const knownDevices = (real: AdminContext['devices']): AdminContext['devices'] => ({
  of: (id) => real.of(id),
  at: (address) => real.at(address),
  strangers: () => real.strangers(),
  ignore: () => onlyTried('waiting devices'),
  forgetPerson: () => onlyTried('sightings'),
});

const knownLooks = (real: NonNullable<AdminContext['dkimChecks']>): NonNullable<AdminContext['dkimChecks']> => ({
  of: (id) => real.of(id),
  check: () => onlyTried('looks for DKIM records'),
});

const knownChecks = (real: NonNullable<AdminContext['domainChecks']>): NonNullable<AdminContext['domainChecks']> => ({
  of: (id) => real.of(id),
  last: () => onlyTried('checks of domains'),
  check: () => onlyTried('checks of domains'),
});

const nothing = async (): Promise<number> => 0;

/** A part of which no change takes anything. */
const refused = <Part extends object>(what: string): Part => new Proxy({} as Part, { get: () => onlyTried(what) });

/** An operation that can be tried needs a part that acts: a fault of ours, told before it acted. */
function onlyTried(what: string): never {
  throw new Error(`${what} are not there for what is only tried out`);
}

function ownDirectory(real: AdminDirectory): AdminDirectory {
  let view = real.whole;
  return {
    get current() {
      return real.seen(view);
    },
    get whole() {
      return view;
    },
    seen: (whole) => real.seen(whole),
    replace(directory) {
      // A change of the directory gives a view.
      view = directory as DirectoryView;
    },
    asTheirs: (whole, edits) => real.asTheirs(whole, edits),
  };
}

const ownStore = (
  { spool, trace, usage, person, directory, tlsReports }: AdminStore,
  kept: DirectoryEdit[],
): AdminStore => ({
  ...{ spool, trace, usage, tlsReports },
  person: { held: (...asked) => person.held(...asked), forget: async () => 0 },
  directory: {
    load: () => directory.load(),
    audit: (filter) => directory.audit(filter),
    note: async () => {},
    async change(edits, _actor, _at, revision = 0) {
      kept.push(...edits);
      return revision + 1;
    },
  },
  backup: null,
  backups: { last: async () => null, tried: async () => null, note: async () => {} },
});

const untouchedQuarantine: AdminContext['quarantine'] = {
  release: nothing,
  copyTo: nothing,
  discard: nothing,
  erase: nothing,
};

const unreadMail: AdminContext['waitingMail'] = {
  preview: () => onlyTried('the content of mail'),
  content: () => onlyTried('the content of mail'),
};
