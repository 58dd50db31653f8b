/** The verbs that steer what waits, or are only tried out: how many recipients that is, which are left alone, and why. */
import { bounds } from '../../base/bounds.ts';
import { type Address, addressText } from '../../mail/address.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { QueueEntry, QueueSelection } from '../../store/store.ts';
import type { AdminContext, RedirectTo } from '../context.ts';
import type { AnswerOf, BodyOf } from '../contracts/operation.ts';
import { queue, queueVerbRights } from '../contracts/queue.ts';
import { findObject } from '../http/naming.ts';
import { requirePermission } from '../http/permission.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, type Asked, route } from '../http/route.ts';
import { queueSelection } from './queue-selection.ts';
import { shownQueued } from './shown-queued.ts';

type Room = Pick<AdminContext, 'directory' | 'store' | 'clock' | 'steering'>;
type Act = BodyOf<typeof queue.act>;
type Verb = Act['verb'];
type Untouched = NonNullable<AnswerOf<typeof queue.act>['untouched']>[number];

export const steerQueue = (room: Room): ApiRoute =>
  route(queue.act, (asked) => steered(room, asked), { handlerTimeout: bounds.admin.steer });

async function steered(
  room: Room,
  { body, query: { organization, dryRun }, actor, caller }: Asked<typeof queue.act>,
): Promise<AnswerOf<typeof queue.act>> {
  const { verb, selection: chosen } = body;
  requirePermission(caller, queueVerbRights[verb]);
  const picked = queueSelection(room, chosen, organization);
  const { organizationIds: _, ...narrowed } = picked;
  if (Object.keys(narrowed).length === 0 && chosen.all !== true)
    throw new Problem('nothing-selected', {}, 'Give a filter in selection, or say all: true.');
  const act = verbs[verb](room, actor, body);
  const before = await leftAlone(room, verb, picked);
  if (dryRun === true) return tried(room, verb, picked, before);
  const begunAt = room.clock.now();
  // The verbs note themselves in the audit log, with how many they touched.
  const touched = await act(picked);
  return { touched, untouched: [...before, ...(await stillUnderWay(room, verb, picked, begunAt))] };
}

/** Of each verb, prepared; throws a Problem for a goal that is not there. */
const verbs: Readonly<
  Record<Verb, (room: Room, actor: string, body: Act) => (picked: QueueSelection) => Promise<number>>
> = {
  hold: (room, actor) => (picked) => room.steering.hold(picked, actor),
  release: (room, actor) => (picked) => room.steering.release(picked, actor),
  // Mail that is held stays where it is, and is not counted.
  retry: (room, actor) => (picked) => room.steering.retryNow({ held: false, ...picked }, actor),
  redirect: (room, actor, body) => {
    const to = redirectTo(room, body);
    return (picked) => room.steering.redirect(picked, actor, to);
  },
  expire: (room, actor, { reason = null }) => {
    return (picked) => room.steering.expire(picked, actor, { reason });
  },
  bounce: (room, actor, { reason = null }) => {
    return (picked) => room.steering.bounce(picked, actor, { reason });
  },
};

const endsMail = (verb: Verb): boolean => verb === 'expire' || verb === 'bounce';

/** Those whose being paused decides: what of a selection a verb touches, and why not the rest. */
const byPause: Readonly<Partial<Record<Verb, { readonly touches: boolean; readonly why: Untouched['why'] }>>> = {
  hold: { touches: false, why: 'paused-already' },
  release: { touches: true, why: 'not-paused' },
  retry: { touches: false, why: 'paused' },
};

/** Known before anything is done. */
async function leftAlone(room: Room, verb: Verb, picked: QueueSelection): Promise<readonly Untouched[]> {
  const found: Untouched[] = [];
  const pause = byPause[verb];
  const rest = pause === undefined ? undefined : !pause.touches;
  // A caller who says that they mean what is paused has it tried.
  const isSaid = verb === 'retry' && picked.held !== undefined;
  if (pause !== undefined && !isSaid && (picked.held ?? rest) === rest) {
    const { total, entries } = await look(room, { ...picked, held: !pause.touches }, bounds.admin.steerSampled);
    found.push({ why: pause.why, count: total, sample: sampleOf(entries) });
  }
  const gone = await notWaiting(room, picked);
  return [...found, ...gone].filter(({ count }) => count > 0);
}

const look = ({ store }: Room, picked: QueueSelection, limit: number) =>
  store.spool.list(picked, { limit, after: null });

/** Named ones that are not in the queue any more. */
async function notWaiting(
  room: Room,
  { queueIds, recipients, organizationIds }: QueueSelection,
): Promise<readonly Untouched[]> {
  const named = recipients ?? queueIds?.map((queueId) => ({ queueId, ordinal: null }));
  if (named === undefined) return [];
  const there = new Set<string>();
  const whose = organizationIds === undefined ? {} : { organizationIds };
  const asked = [...new Set(named.map(({ queueId }) => queueId))];
  for (let after: string | null = null, looked = 0; ; looked += bounds.admin.page) {
    // Of so many it is not told: looking would hold up others who ask.
    if (looked >= bounds.admin.steerLooked) return [];
    const page = await room.store.spool.list({ queueIds: asked, ...whose }, { limit: bounds.admin.page, after });
    for (const { message, recipient } of page.entries)
      there.add(message.queueId).add(`${message.queueId}.${recipient.ordinal}`);
    if (page.next === null) break;
    after = page.next;
  }
  const gone = named.filter(({ queueId, ordinal }) => !there.has(ordinal === null ? queueId : `${queueId}.${ordinal}`));
  const sample = gone.slice(0, bounds.admin.steerSampled).map(({ queueId }) => ({ queueId, recipient: null }));
  return [{ why: 'not-waiting', count: gone.length, sample }];
}

/** The recipients that the verb would touch. */
async function tried(
  room: Room,
  verb: Verb,
  picked: QueueSelection,
  before: readonly Untouched[],
): Promise<AnswerOf<typeof queue.act>> {
  const meant = meantBy(verb, picked);
  const { total, entries } = meant === null ? { total: 0, entries: [] } : await look(room, meant, bounds.admin.page);
  const busy = endsMail(verb) ? underWay(entries) : [];
  const free = entries.filter((entry) => !busy.includes(entry)).slice(0, bounds.admin.steerSampled);
  return {
    touched: total - busy.length,
    untouched: [...before, ...toldBusy(busy)],
    dryRun: { sample: free.map((entry) => shownQueued(room, entry)) },
  };
}

function meantBy(verb: Verb, picked: QueueSelection): QueueSelection | null {
  const pause = byPause[verb];
  if (pause === undefined) return picked;
  if (verb === 'retry') return { held: false, ...picked };
  return picked.held === !pause.touches ? null : { ...picked, held: pause.touches };
}

/** Attempts that were being made when mail was to end: what comes of them decides. */
async function stillUnderWay(
  room: Room,
  verb: Verb,
  picked: QueueSelection,
  begunAt: number,
): Promise<readonly Untouched[]> {
  if (!endsMail(verb)) return [];
  const { entries } = await look(room, picked, bounds.admin.page);
  return toldBusy(underWay(entries).filter(({ message }) => message.receivedAt <= begunAt));
}

const underWay = (entries: readonly QueueEntry[]): readonly QueueEntry[] =>
  entries.filter(({ leased }) => leased === true);

const toldBusy = (busy: readonly QueueEntry[]): readonly Untouched[] =>
  busy.length === 0 ? [] : [{ why: 'under-way', count: busy.length, sample: sampleOf(busy) }];

const sampleOf = (entries: readonly QueueEntry[]): Untouched['sample'] =>
  entries
    .slice(0, bounds.admin.steerSampled)
    .map(({ message, recipient }) => ({ queueId: message.queueId, recipient: addressText(recipient.address) }));

function redirectTo(room: Room, body: Act): RedirectTo {
  const view = room.directory.current;
  const connector =
    body.connector !== undefined
      ? findObject(view, 'outbound-connector', body.connector, null)
      : body.host !== undefined
        ? connectorTo(room, body.host, body.port ?? 25)
        : null;
  const parsed = body.to === undefined ? null : parseMailbox(body.to, { smtputf8: true });
  const address: Address | null = parsed?.ok ? parsed.address : null;
  if (address === null && connector === null)
    throw new Problem(
      'invalid-fields',
      { why: 'no-goal' },
      'Give to (an address), connector (a name), or host and port.',
    );
  return { address, connectorId: connector?.id ?? null };
}

/** Mail leaves by connectors only, so that TLS level and sign-in of the new way are somebody's decision. */
function connectorTo(room: Room, host: string, toPort: number) {
  const found = room.directory.current.outboundConnectors.find(
    ({ route }) =>
      route.kind === 'smart-hosts' &&
      route.hosts.some((each) => each.host.toLowerCase() === host && each.port === toPort),
  );
  if (found) return found;
  throw new Problem(
    'refers-to-nothing',
    { what: 'host', host, port: toPort },
    'Make one with that smart host (it may be disabled, then only redirected mail takes it) and name it.',
  );
}
