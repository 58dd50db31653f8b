/**
 * The house as somebody has it who has some organizations. Routes are given this in place of the whole, so that none of them can show or touch
 * what belongs to others: to them it is not there. A part that cannot be cut is refused. Each member is named here: what is new has to be decided.
 */
import { outsideResolver } from '../../dns/outside-resolver.ts';
import { given } from '../../base/given.ts';
import type { ObjectId } from '../../base/id.ts';
import { connectorOf } from '../../mail/route.ts';
import type { DomainRecordCheck } from '../../mail/doors/domain-health.ts';
import { isPublicAddress } from '../../mail/network/special-use.ts';
import type { Sighting } from '../../mail/sighting.ts';
import type { RaisedAlarm } from '../../policy/alarms/alarm-telling.ts';
import { ownerOf } from '../api/shown-device.ts';
import type { AdminContext, AdminStatus } from '../context.ts';
import { notYours } from './not-yours.ts';
import { ScopedDirectory } from './scoped-directory.ts';
import { ScopedStore } from './scoped-store.ts';
import { line } from '../../mail/lines/said.ts';

export function scopedHouse(whole: AdminContext, organizations: ReadonlySet<ObjectId>): AdminContext {
  const directory = new ScopedDirectory(whole.directory, organizations);
  const store = new ScopedStore(whole.store, directory, organizations);
  const own = [...organizations];
  const alarms = alarmsOf(whole.alarms, organizations);
  const parts: EachPart = {
    ...ofTheMachine(whole),
    upstreamStatus: () =>
      (whole.upstreamStatus?.() ?? []).filter(
        ({ connectorId }) => directory.current.get('outbound-connector', connectorId) !== null,
      ),
    destinations: whole.destinations && destinationsOf(whole.destinations, directory),
    stsPolicies: () => notYours('MTA-STS policies'),
    watch: whole.watch && watchOf(whole.watch, own),
    explain: whole.explain && explainOf(whole.explain, own),
    limitUses: whole.limitUses && usesOf(whole.limitUses, organizations),
    checkup: whole.checkup && checkupOf(whole.checkup, own, store),
    screening: whole.screening && screeningOf(whole.screening, organizations),
    domainChecks: whole.domainChecks && domainChecksOf(whole.domainChecks, directory),
    dkimChecks: whole.dkimChecks && dkimChecksOf(whole.dkimChecks, directory),
    hints: hintsOf(whole.hints, organizations),
    directory,
    store,
    steering: steeringOf(whole.steering, store),
    quarantine: quarantineOf(whole.quarantine, store),
    // Asked for what a list of this store has.
    waitingMail: whole.waitingMail,
    devices: devicesOf(whole.devices, directory),
    alarms,
    captured: {
      list: () => notYours('captured mail'),
      read: () => notYours('captured mail'),
      raw: () => notYours('captured mail'),
    },
    status: () => statusOf(whole.status(), alarms),
    reloadCertificates: () => notYours('certificates'),
    tokens: {
      create: () => notYours('tokens'),
      delete: () => notYours('tokens'),
      list: () => notYours('tokens'),
      check: () => notYours('tokens'),
    },
    people: peopleOf(whole.people),
    queries: whole.queries,
    metrics: { text: () => notYours('metrics') },
  };
  return given(parts) as AdminContext;
}

/** The part of the person who asks, or of nobody yet. */
const peopleOf = (whole: AdminContext['people']): AdminContext['people'] => ({
  // Asked by the caller's own name.
  sessions: whole.sessions,
  enterByLink: (...asked) => whole.enterByLink(...asked),
  enterByPassword: (...asked) => whole.enterByPassword(...asked),
  enterByInvitation: (...asked) => whole.enterByInvitation(...asked),
  lookAtInvitation: (...asked) => whole.lookAtInvitation(...asked),
  beginPasskey: (...asked) => whole.beginPasskey(...asked),
  again: (...asked) => whole.again(...asked),
  account: whole.account,
  askForPasskey: (...asked) => whole.askForPasskey(...asked),
  enterByPasskey: (...asked) => whole.enterByPasskey(...asked),
  enterBySso: (...asked) => whole.enterBySso(...asked),
  againBySso: (...asked) => whole.againBySso(...asked),
  sso: {
    offered: whole.sso.offered,
    begin: (...asked) => whole.sso.begin(...asked),
    personAt: (...asked) => whole.sso.personAt(...asked),
    mappings: () => notYours('mappings'),
    mapping: () => notYours('mappings'),
    addMapping: () => notYours('mappings'),
    changeMapping: () => notYours('mappings'),
    removeMapping: () => notYours('mappings'),
    people: () => notYours('administrators'),
    person: () => notYours('administrators'),
    forget: () => notYours('administrators'),
  },
  makeLink: () => notYours('sign-in links'),
  attempts: () => notYours('sign-in attempts'),
  list: () => notYours('administrators'),
  grantOf: () => notYours('administrators'),
  add: () => notYours('administrators'),
  change: () => notYours('administrators'),
  remove: () => notYours('administrators'),
  invite: () => notYours('administrators'),
});

/** Those that may be absent are named, too. */
type EachPart = { readonly [Part in keyof Required<AdminContext>]: AdminContext[Part] | undefined };

/** Parts that are asked by the ids of objects, which were found in the directory that is seen; and what people have to type in. */
const ofTheMachine = (whole: AdminContext) => ({
  ...{
    settings: whole.settings,
    version: whole.version,
    ownPort: whole.ownPort,
    httpDoors: whole.httpDoors,
    settingsInForce: () => notYours('settings'),
    gatewayAddresses: whole.gatewayAddresses,
  },
  ...{ clock: whole.clock, random: whole.random, ids: whole.ids, log: whole.log, observe: whole.observe },
  ...{
    watchers: whole.watchers,
    hearers: whole.hearers,
    files: whole.files,
    imports: whole.imports,
    seeAnswer: whole.seeAnswer,
  },
  ...{ secrets: whole.secrets, mailboxes: whole.mailboxes, testConnector: whole.testConnector },
  ...{ upstreamSignIn: whole.upstreamSignIn, upstreamUses: whole.upstreamUses },
  ...{ resolver: outsideResolver(whole.resolver), leadsBack: whole.leadsBack && leadsBackOf(whole.leadsBack) },
});

/** Without the address that the name has. */
const leadsBackOf =
  (whole: NonNullable<AdminContext['leadsBack']>): NonNullable<AdminContext['leadsBack']> =>
  async (host, port) =>
    (await whole(host, port)) === null
      ? null
      : line`${host} port ${port} is this server itself: mail would go in a circle`;

type Given<Part extends 'watch' | 'explain' | 'checkup' | 'domainChecks' | 'dkimChecks' | 'limitUses'> = NonNullable<
  AdminContext[Part]
>;
type Own = readonly ObjectId[];

const watchOf =
  (whole: Given<'watch'>, organizations: Own): Given<'watch'> =>
  (filter, hear, onEnd) =>
    whole(
      { ...filter, organizations: organizations.filter((id) => filter.organizations?.includes(id) ?? true) },
      hear,
      onEnd,
    );

const hintsOf = (whole: AdminContext['hints'], organizations: ReadonlySet<ObjectId>): AdminContext['hints'] => ({
  hear: (_, told) => whole.hear(organizations, told),
  acted: () => notYours('hints'),
});

const explainOf =
  (whole: Given<'explain'>, organizations: Own): Given<'explain'> =>
  (question) =>
    whole(question, organizations);

const usesOf =
  (whole: Given<'limitUses'>, organizations: ReadonlySet<ObjectId>): Given<'limitUses'> =>
  (isMeant) =>
    whole((id) => organizations.has(id) && isMeant(id));

const checkupOf =
  (whole: Given<'checkup'>, organizations: Own, { trace }: ScopedStore): Given<'checkup'> =>
  (selection, signal) =>
    whole({ ...selection, part: { organizations, story: (queueId) => trace.story(queueId) } }, signal);

/** Of their own domains, and without what name servers in our own network said when somebody asked who may see it. */
const domainChecksOf = (whole: Given<'domainChecks'>, directory: ScopedDirectory): Given<'domainChecks'> => {
  const isTheirs = (id: ObjectId): boolean => directory.current.get('domain', id) !== null;
  return {
    of: (id) => (isTheirs(id) ? whole.of(id) : null),
    last: async (id) => {
      const kept = isTheirs(id) ? await whole.last(id) : null;
      return kept && { ...kept, checks: kept.checks.filter(isOfOutside) };
    },
    async *check(id, _, signal) {
      return isTheirs(id) ? yield* whole.check(id, { outside: true }, signal) : null;
    },
  };
};

const dkimChecksOf = (whole: Given<'dkimChecks'>, directory: ScopedDirectory): Given<'dkimChecks'> => {
  const isTheirs = (id: ObjectId): boolean => directory.current.get('dkim-key', id) !== null;
  return {
    of: (id) => (isTheirs(id) ? whole.of(id) : null),
    check: async (id, _, signal) => (isTheirs(id) ? whole.check(id, { outside: true }, signal) : null),
  };
};

/** An inner server's words are in all that was made of them: what was judged, what is wanted, how it was judged. Its outcome alone is told. */
const isOfOutside = ({ servers }: DomainRecordCheck): boolean =>
  servers.every(({ address }) => address === null || isPublicAddress(address));

/** The engines are the server's: whether they answer is told, not where and what they are. */
const screeningOf = (
  whole: NonNullable<AdminContext['screening']>,
  organizations: ReadonlySet<ObjectId>,
): NonNullable<AdminContext['screening']> => ({
  engines: () =>
    whole.engines().map(({ trouble, ...one }) => ({
      ...one,
      address: null,
      version: null,
      trouble: trouble && { ...trouble, words: null },
    })),
  lists: () =>
    whole.lists().flatMap((one) => {
      const own = one.organizations.filter((id) => organizations.has(id));
      // How much others ask is theirs.
      return own.length === 0 ? [] : [{ ...one, organizations: own, asked: 0, listed: 0, unanswered: 0 }];
    }),
});

const steeringOf = (whole: AdminContext['steering'], { selection: own }: ScopedStore): AdminContext['steering'] => ({
  hold: (selection, actor) => whole.hold(own(selection), actor),
  release: (selection, actor) => whole.release(own(selection), actor),
  retryNow: (selection, actor) => whole.retryNow(own(selection), actor),
  redirect: (selection, actor, to) => whole.redirect(own(selection), actor, to),
  expire: (selection, actor, reason) => whole.expire(own(selection), actor, reason),
  bounce: (selection, actor, reason) => whole.bounce(own(selection), actor, reason),
});

const quarantineOf = (
  whole: AdminContext['quarantine'],
  { selection: own }: ScopedStore,
): AdminContext['quarantine'] => ({
  ...whole,
  release: (selection, actor) => whole.release(own(selection), actor),
  copyTo: (selection, to, actor) => whole.copyTo(own(selection), to, actor),
  discard: (selection, actor) => whole.discard(own(selection), actor),
});

/** Mail hosts are met by mail of all: how that goes is told, not the words that somebody's mail was told. */
function destinationsOf(
  whole: NonNullable<AdminContext['destinations']>,
  directory: ScopedDirectory,
): NonNullable<AdminContext['destinations']> {
  const isSeen = (id: ObjectId): boolean => directory.current.get('outbound-connector', id) !== null;
  return {
    busy: () =>
      whole.busy().flatMap((one) => {
        const id = connectorOf(one.lane);
        if (id !== null) return isSeen(id) ? [one] : [];
        return [{ ...one, text: null, cure: null }];
      }),
    throttledUntil: (id) => (isSeen(id) ? whole.throttledUntil(id) : null),
  };
}

/** Of an unknown device that is nobody's there is nothing to see. */
function devicesOf(whole: AdminContext['devices'], directory: ScopedDirectory): AdminContext['devices'] {
  const own = (sighting: Sighting): boolean => ownerOf(directory.current, sighting) !== null;
  const seen = (sighting: Sighting): Sighting => {
    const { connectorId } = sighting;
    return directory.current.get('inbound-connector', connectorId) === null
      ? { ...sighting, connectorId: null }
      : sighting;
  };
  const strangers = (): readonly Sighting[] => whole.strangers().filter(own).map(seen);
  return {
    of: (deviceId) => {
      const sighting = directory.current.get('device', deviceId) === null ? null : whole.of(deviceId);
      return sighting && seen(sighting);
    },
    at: (address) => {
      const sighting = whole.at(address);
      return sighting !== null && own(sighting) ? seen(sighting) : null;
    },
    strangers,
    forgetPerson: (forms, isMeant) =>
      whole.forgetPerson(forms, (id) => directory.current.get('device', id) !== null && isMeant(id)),
    ignore: (address) => strangers().some(({ addresses }) => addresses[0] === address) && whole.ignore(address),
  };
}

/** How the server is, without its paths and what is of all together; mail and its verdict are counted from the store, which is cut. */
const statusOf = (
  { storeTrouble, disk, ...whole }: AdminStatus,
  alarms: Pick<AdminContext['alarms'], 'list'>,
): AdminStatus => ({
  ...whole,
  sessions: 0,
  log: { linesLost: 0 },
  alarms: alarms.list().length,
  storeTrouble: storeTrouble && 'it cannot write now',
  disk: { ...disk, path: '(not shown)' },
});

function alarmsOf(whole: AdminContext['alarms'], organizations: ReadonlySet<ObjectId>): AdminContext['alarms'] {
  const list = (): readonly RaisedAlarm[] =>
    whole
      .list()
      .filter(({ alarm: { organizationId } }) => organizationId !== null && organizations.has(organizationId));
  return {
    list,
    acknowledge: async (key, actor) => list().some(({ alarm }) => alarm.key === key) && whole.acknowledge(key, actor),
    // The organization was found in their directory.
    test: (organization, actor) => whole.test(organization, actor),
    upstreamExpiries: () => notYours('expiries'),
  };
}
