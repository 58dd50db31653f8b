/**
 * Which next hops take no mail, for the alarm and for `upstream status`: attempts that fail in a row, for whatever reason but our own
 * account's. What was raised before a restart is known after it (`restore`); the first attempt that succeeds ends it.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { FactAlarm } from '../../mail/alarm.ts';
import { type DelayedOutcome, isLaneTrouble, isOwnTrouble, type Outcome } from '../../mail/delivery.ts';
import type { TroubledUpstream } from '../../mail/doors/upstreams.ts';
import type { Observe } from '../../mail/observation.ts';
import { replyText } from '../../mail/reply.ts';
import { type Lane, laneOf } from '../../mail/route.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { alarmOver } from '../../policy/alarms/alarm-rules.ts';
import { toldAlarm } from '../../policy/alarms/alarm-words.ts';
import { type LanePlace, placeOf, unreachableKey } from '../../policy/alarms/queue-alarms.ts';
import { isSlow, type RaisedBefore } from '../upstream/account-trouble.ts';
import { isSameWay } from '../upstream/same-way.ts';
import { say } from '../../texts/phrase.ts';
import { told, again } from '../../texts/told.ts';
import { curePhrase } from '../../texts/remedy.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

/** In a row, and over so long, before it is told: a next hop that restarts is back sooner. */
const FAILURES = 2;
const FOR_MS = 50_000;
/** Domains of the Internet that fail while none is reached; fewer are their own trouble, and their senders are told. */
const MAIL_HOSTS = 3;

type Facts = FactAlarm<'next-hop-unreachable'>['facts'];

interface Trouble {
  readonly place: LanePlace;
  /** As it was set at the last failure; null: no connector. */
  readonly connector: OutboundConnector | null;
  readonly since: number;
  readonly failures: number;
  readonly lastError: ToldLine;
}

export class Reachability {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #directory: LiveDirectory;
  readonly #observe: Observe;
  /** By alarm key, then by lane. Bounded with the lanes, the oldest trouble is forgotten first. */
  readonly #troubles = new Map<string, Map<Lane, Trouble>>();
  #count = 0;
  /** Keys of alarms that were raised and are not over. */
  readonly #raised = new Set<string>();

  constructor(clock: Pick<Clock, 'now'>, directory: LiveDirectory, observe: Observe) {
    this.#clock = clock;
    this.#directory = directory;
    this.#observe = observe;
  }

  restore(raised: readonly RaisedBefore[]): void {
    for (const { alarm } of raised) if (alarm.kind === 'next-hop-unreachable') this.#raised.add(alarm.key);
  }

  /**
   * Notes the outcomes of an attempt; one that was broken off tells nothing of the next hop. Every delivery passes here. A next hop that
   * slows us down is reached: that has an alarm of its own.
   */
  learn(lane: Lane, outcomes: readonly Outcome[]): void {
    const trouble = outcomes.find(
      (outcome): outcome is DelayedOutcome => isLaneTrouble(outcome) && !isOwnTrouble(outcome) && !isSlow(outcome),
    );
    if (trouble !== undefined) this.#failed(lane, trouble);
    else if ((this.#count > 0 || this.#raised.size > 0) && outcomes.some(isReached)) this.#reached(lane);
  }

  #failed(lane: Lane, outcome: DelayedOutcome): void {
    const place = placeOf(this.#directory.current, lane);
    const key = unreachableKey(place);
    if (key === null) return;
    const group = this.#troubles.get(key) ?? new Map<Lane, Trouble>();
    const known = group.get(lane);
    if (known === undefined && this.#count >= bounds.deliver.unreachedLanes) return;
    const now = this.#clock.now();
    group.set(lane, {
      place,
      connector: this.#connectorOf(place),
      // A clock that went back does not make it younger.
      since: Math.min(known?.since ?? now, now),
      failures: (known?.failures ?? 0) + 1,
      lastError: wordsOf(outcome),
    });
    if (known === undefined) this.#count++;
    this.#troubles.set(key, group);
    this.#tell(key, group);
  }

  #reached(lane: Lane): void {
    const place = placeOf(this.#directory.current, lane);
    const key = unreachableKey(place);
    if (key === null) return;
    const group = this.#troubles.get(key);
    // One mail host that answers proves the way out; those that do not are their own trouble from now on.
    const over = place.of === 'mail-hosts' ? [...(group?.keys() ?? [])] : [lane];
    for (const one of over) if (group?.delete(one)) this.#count--;
    if (group?.size === 0) this.#troubles.delete(key);
    if ((group?.size ?? 0) === 0 && this.#raised.delete(key))
      this.#observe(alarmOver('next-hop-unreachable', key, { end: 'reached-again' }));
  }

  /** A person has seen that it is reached. */
  forgive({ id }: Pick<OutboundConnector, 'id'>): void {
    const lanes = [...this.#troubles.values()].flatMap((group) =>
      [...group].filter(([, { place }]) => place.connectorId === id).map(([lane]) => lane),
    );
    // One that was raised before a restart has no lanes here.
    const own = laneOf({ kind: 'connector', connectorId: id, domain: '' });
    for (const lane of new Set([...lanes, own])) this.#reached(lane);
  }

  #connectorOf({ connectorId }: LanePlace): OutboundConnector | null {
    return connectorId === null ? null : this.#directory.current.get('outbound-connector', connectorId);
  }

  /** Upstreams that fail now, from the first failure on; none of a way that was set otherwise since. */
  upstreams(): readonly TroubledUpstream[] {
    return [...this.#troubles].flatMap(([key, group]) => {
      const [first] = group.values();
      if (first?.place.of !== 'upstream' || first.place.connectorId === null) return [];
      if (!isSameWay(first.connector, this.#connectorOf(first.place))) return [];
      const { cause: met, helps } = toldAlarm(alarmOf(key, [...group.values()]));
      const { connectorId } = first.place;
      return [
        {
          connectorId,
          kind: 'unreached',
          since: first.since,
          ...told(say`${again(met)} ${curePhrase(helps)}`),
          met,
          helps,
        },
      ];
    });
  }

  #tell(key: string, group: ReadonlyMap<Lane, Trouble>): void {
    const now = this.#clock.now();
    const lasting = [...group.values()].filter(({ failures, since }) => failures >= FAILURES && now - since >= FOR_MS);
    const [first] = lasting;
    if (first === undefined || (first.place.of === 'mail-hosts' && lasting.length < MAIL_HOSTS)) return;
    if (this.#raised.has(key)) return;
    this.#raised.add(key);
    this.#observe({ kind: 'alarm', alarm: alarmOf(key, lasting) });
  }

  /** An alarm is over for another reason (nothing waits for it any more): should it fail again, it is told anew. */
  readonly observe: Observe = (observation) => {
    if (observation.kind !== 'alarm-over' || !this.#raised.delete(observation.key)) return;
    this.#count -= this.#troubles.get(observation.key)?.size ?? 0;
    this.#troubles.delete(observation.key);
  };
}

/** The next hop has spoken to us, or has the mail. */
const isReached = ({ action, reply }: Outcome): boolean =>
  action === 'delivered' || action === 'relayed' || reply !== null;

function alarmOf(key: string, troubles: readonly Trouble[]): FactAlarm<'next-hop-unreachable'> {
  const [first] = troubles;
  const last = troubles.at(-1)?.lastError ?? { text: '' };
  const names = troubles.map(({ place }) => place.name);
  const facts: Facts = {
    of: first?.place.of ?? 'upstream',
    connectorId: first?.place.connectorId ?? null,
    names: names.slice(0, bounds.alarm.namesTold),
    count: names.length,
    since: Math.min(...troubles.map(({ since }) => since)),
    lastError: last.text,
    ...(last.said && { lastSaid: last.said }),
  };
  return {
    key,
    kind: 'next-hop-unreachable',
    organizationId: first?.place.organizationId ?? null,
    subject:
      names.length === 1 ? (names[0] ?? '') : `${names.length} ${facts.of === 'mailboxes' ? 'mailboxes' : 'domains'}`,
    stage: 1,
    facts,
  };
}

/** The host and its words, which were made harmless where they were read. */
function wordsOf(outcome: DelayedOutcome): ToldLine {
  const { reply, remoteHost } = outcome;
  const met = reply === null ? again(outcome) : say`${again(outcome)} (${replyText(reply)})`;
  const said = told(met);
  const words = remoteHost === null || said.text.includes(remoteHost) ? said : told(say`${remoteHost}: ${met}`);
  const { text } = words;
  return text.length > bounds.deliver.errorTold ? { text: `${text.slice(0, bounds.deliver.errorTold - 3)}...` } : words;
}
