/**
 * The room against abuse of our own doors: hears what is accepted, refused and settled, counts it by sender (mailbox, connector, device), and
 * does what the table of `screening/abuse.ts` says: an alarm, or a restriction like one that is set by hand.
 *
 * Promises: what is counted of accepted mail rides in its commit, so that it outlasts a crash; the rest is written every minute and at close.
 * What must always get through, postmaster's mail and an organization that only observes are never restricted; what somebody has lifted is
 * not restricted again that UTC day. Never: waits for anything while it hears, or refuses mail itself.
 */
import { bounds } from '../base/bounds.ts';
import { memoryOf } from '../base/collections/memory.ts';
import type { ObjectId } from '../base/id.ts';
import type { Clock, Timer } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { utcDay } from '../base/words/utc-day.ts';
import type { Organization } from '../directory/objects.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { Alarm } from '../mail/alarm.ts';
import { addressText } from '../mail/address.ts';
import type { Accepted, Observation, Observe, SettledAttempt } from '../mail/observation.ts';
import { type AbuseCount, abuseOf, abuseSubject, type OwnSender } from '../mail/screening/abuse.ts';
import type { SessionRecord } from '../mail/trace-event.ts';
import { foundWords } from '../policy/alarms/abuse-words.ts';
import { anyShell } from '../texts/command.ts';
import { spoken } from '../texts/phrase.ts';
import { ownSenders, senderObject } from '../policy/owners/own-senders.ts';
import { type AbuseFinding, judgeAbuse } from '../screening/abuse.ts';
import { isCalledSpam } from '../screening/called-spam.ts';
import type { KeptNote, Store } from '../store/store.ts';
import { AbuseCounts, dayBegins, dayEnds, type KeptBucket } from './counts.ts';
import { type Deeds, RecentDeeds } from './recent-deeds.ts';
import { restrict, type RestrictParts } from './restrict.ts';

export interface AbuseParts extends RestrictParts {
  readonly store: RestrictParts['store'] & Pick<Store, 'usage' | 'notes'>;
  readonly log: Log;
  /** All observers of the house. */
  readonly observe: Observe;
}

const DAY_MS = 86_400_000;
/** A crash costs what was refused and settled since. */
const FLUSH_MS = 60_000;
/** While it goes on, the alarm room is told again so often, else its alarm would end. */
const AGAIN_MS = 600_000;
const BOOK = 'abuse';

/** Accepted of one sender, and not yet judged. */
interface Fresh {
  readonly counted: NonNullable<ReturnType<typeof abuseOf>>;
  /** Of the last one. */
  deviceId: ObjectId | null;
  readonly evidence: string[];
}

type Why = 'alert' | 'observed' | 'always-through' | 'lifted';

export class AbuseWatch {
  readonly #parts: AbuseParts;
  readonly #clock: Clock;
  /** As the commits of accepted mail have it. */
  readonly #committed: AbuseCounts;
  /** The rest: refused malware, and what next hops have answered. */
  readonly #heard: AbuseCounts;
  readonly #recent: RecentDeeds;
  /** When an alarm was observed last, by its key. */
  readonly #told = memoryOf<string, number>(bounds.abuse.counted);
  /** By subject. */
  #fresh = new Map<string, Fresh>();
  readonly #unwritten = new Set<string>();
  readonly #acting = new Map<string, Promise<void>>();
  #stop = (): void => {};
  #timer: Timer | null = null;

  constructor(parts: AbuseParts) {
    this.#parts = parts;
    this.#clock = parts.clock;
    this.#committed = new AbuseCounts(parts.clock);
    this.#heard = new AbuseCounts(parts.clock);
    this.#recent = new RecentDeeds(parts.directory);
  }

  /** Reads what was counted before. Before any mail comes in. */
  async start(): Promise<void> {
    const { usage, notes } = this.#parts.store;
    for (const { subject, at, ...amount } of await usage.since(this.#clock.now() - DAY_MS))
      if (abuseOf(subject) !== null) this.#committed.add(subject, amount, at);
    await this.#recall(await notes.all(BOOK));
    this.#stop = usage.follow((buckets) => {
      for (const { subject, at, ...amount } of buckets)
        if (abuseOf(subject) !== null) this.#committed.add(subject, amount, at);
    });
  }

  /** Counts of more than a day ago are not needed any more. */
  async #recall(kept: readonly KeptNote[]): Promise<void> {
    const oldest = this.#clock.now() - DAY_MS;
    const old: string[] = [];
    for (const { key, value } of kept) {
      const buckets = (value as readonly KeptBucket[]).filter(({ at }) => at > oldest);
      for (const { at, ...amount } of buckets) this.#heard.add(key, amount, at);
      if (buckets.length === 0) old.push(key);
    }
    if (old.length > 0) await this.#parts.store.notes.delete(BOOK, old, 'own');
  }

  async close(): Promise<void> {
    this.#stop();
    this.#timer?.cancel();
    this.#judgeFresh();
    await Promise.allSettled(this.#acting.values());
    await this.#write();
  }

  readonly observe: Observe = (observation: Observation) => {
    switch (observation.kind) {
      case 'accepted':
        if (observation.usage !== undefined) this.#accepted(observation, observation.usage);
        return;
      case 'session':
        if (observation.record.refusals.length > 0) this.#refused(observation.record);
        return;
      case 'settled':
        if (observation.message.mailboxId !== null || observation.message.connectorId !== null)
          this.#settled(observation);
        return;
      default:
        return;
    }
  };

  /** All that a busy sender brings in one turn of the loop is judged together. */
  #accepted(message: Accepted, usage: NonNullable<Accepted['usage']>): void {
    for (const { subject, ...amount } of usage) {
      const fresh = this.#freshOf(subject);
      if (fresh === null) continue;
      this.#committed.add(subject, amount);
      fresh.deviceId = message.deviceId;
      fresh.evidence.push(message.queueId);
    }
  }

  /** null: it is not counted against abuse. */
  #freshOf(subject: string): Fresh | null {
    const known = this.#fresh.get(subject);
    if (known !== undefined) return known;
    const counted = abuseOf(subject);
    if (counted === null) return null;
    if (this.#fresh.size === 0) setImmediate(this.#judgeFresh);
    const fresh = { counted, deviceId: null, evidence: [] };
    this.#fresh.set(subject, fresh);
    return fresh;
  }

  readonly #judgeFresh = (): void => {
    const fresh = this.#fresh;
    this.#fresh = new Map();
    for (const [subject, { counted, deviceId, evidence }] of fresh) {
      this.#recent.note(subject, deviceId, evidence);
      this.#judge(counted.counted, counted.sender);
    }
  };

  /** Malware; the rest of what is refused is the sender's trouble, and told by the alarm room. */
  #refused({ refusals, connectorId, login, deviceId }: SessionRecord): void {
    const found = refusals.filter(({ reason }) => reason?.kind === 'malware');
    if (found.length === 0) return;
    const view = this.#parts.directory.current;
    const mailboxId = login === null ? null : (view.credentialsFor(login)[0]?.mailboxId ?? null);
    const cameBy = { mailboxId, connectorId, deviceId: deviceId ?? null };
    for (const sender of ownSenders(view, cameBy)) {
      const subject = abuseSubject('malware', sender);
      this.#heard.add(subject, { messages: found.length, recipients: 0 });
      this.#recent.note(
        subject,
        cameBy.deviceId,
        found.map(({ reference }) => reference),
      );
      this.#writeSoon(subject);
      this.#judge('malware', sender);
    }
  }

  #settled({ message, recipients, events }: SettledAttempt): void {
    const answered = events.filter(
      ({ kind, remoteHost }) => remoteHost != null && (kind === 'Send' || kind === 'Fail'),
    );
    if (answered.length === 0) return;
    const unknown = answered.filter(({ cause }) => cause === 'unknown-recipient');
    const view = this.#parts.directory.current;
    for (const sender of ownSenders(view, message)) {
      const subject = abuseSubject('unknown', sender);
      this.#heard.add(subject, { messages: unknown.length, recipients: answered.length });
      if (unknown.length === 0) continue;
      const named = new Map(recipients.map(({ ordinal, address }) => [ordinal, addressText(address)]));
      const examples = unknown.flatMap(({ ordinal }) => named.get(ordinal ?? -1) ?? []);
      this.#recent.note(subject, message.deviceId ?? null, [message.queueId], examples);
      this.#writeSoon(subject);
      this.#judge('unknown', sender);
    }
    const complaint = events.find(({ reply }) => reply !== undefined && isCalledSpam(reply));
    if (complaint !== undefined) this.#complaint(message, complaint);
  }

  // -- judged

  #judge(counted: AbuseCount, sender: OwnSender): void {
    const view = this.#parts.directory.current;
    const object = senderObject(view, sender);
    const organization = view.get('organization', object?.organizationId ?? null);
    if (object === null || organization === null) return;
    const subject = abuseSubject(counted, sender);
    const here = this.#committed.hour(subject);
    const heard = this.#heard.hour(subject);
    const hour = {
      of: sender.of,
      messages: here.messages + heard.messages,
      recipients: here.recipients + heard.recipients,
      usual: sender.of === 'device' ? this.#committed.usual(subject) : null,
      limitAction:
        organization.hourlyLimitAction ?? (organization.protection === 'strict' ? 'block-for-today' : 'alert'),
    } as const;
    for (const finding of judgeAbuse(counted, hour)) {
      const recent = this.#recent.of(subject);
      const found = { sender, name: titleOf(object), organization, finding, recent };
      const why = whyNot(view, found);
      if (why === null) this.#restrict(found);
      else this.#suspect(found, why);
    }
  }

  #suspect({ sender, name, organization, finding, recent }: Found, why: Why): void {
    const { trigger, count, outOf } = finding;
    const examples = trigger === 'unknown' ? recent?.examples : recent?.evidence.slice(-bounds.abuse.examples);
    this.#alarm({
      key: `sender-suspicious:${trigger}:${sender.of}:${sender.id}`,
      kind: 'sender-suspicious',
      organizationId: organization.id,
      subject: name,
      stage: why === 'alert' ? 1 : 2,
      facts: {
        ...{ of: sender.of, trigger, count, outOf, why },
        ...{ device: recent?.device?.name ?? null, examples: [...(examples ?? [])] },
      },
    });
  }

  #restrict(found: Found): void {
    const key = `${found.sender.of}:${found.sender.id}`;
    if (this.#acting.has(key)) return;
    const acting = this.#act(found)
      .catch((error: unknown) => {
        this.#parts.log.warn({ sender: found.name, error: String(error) }, 'a sender could not be restricted');
      })
      .finally(() => this.#acting.delete(key));
    this.#acting.set(key, acting);
  }

  async #act(found: Found): Promise<void> {
    const { sender, name, organization, finding, recent } = found;
    const { trigger, count, outOf, act } = finding;
    const now = this.#clock.now();
    const of = sender.of === 'mailbox' ? 'sender' : 'connector';
    const evidence = [...(recent?.evidence ?? [])];
    const restricted = await restrict(this.#parts, {
      organizationId: organization.id,
      ...{ of, name, evidence },
      until: act === 'block' ? 'never' : utcDay(dayBegins(now)),
      why: `by itself: ${spoken(foundWords[trigger](count, outOf), anyShell)}`,
    });
    switch (restricted.kind) {
      case 'already':
        return;
      case 'lifted':
        return this.#suspect(found, 'lifted');
      case 'not-written':
        this.#parts.log.warn({ sender: name }, 'a sender could not be restricted');
        return this.#suspect(found, 'alert');
      case 'restricted':
        return this.#parts.observe({
          kind: 'alarm',
          alarm: {
            key: `sender-restricted:${sender.of}:${sender.id}`,
            kind: 'sender-restricted',
            organizationId: organization.id,
            subject: name,
            stage: 1,
            facts: {
              ...{ of, trigger, count, outOf, evidence, paused: restricted.paused },
              ...{ until: act === 'block' ? null : dayEnds(now), device: recent?.device?.name ?? null },
            },
          },
        });
    }
  }

  /** The busiest are looked for only where they are told. */
  #complaint(message: SettledAttempt['message'], event: SettledAttempt['events'][number]): void {
    const { organizationId, queueId, mailboxId, connectorId } = message;
    const host = event.remoteHost ?? 'the next hop';
    const about = { key: `called-spam:${organizationId}:${host}`, kind: 'called-spam', stage: 1 } as const;
    if (!this.#isNews(about)) return;
    const view = this.#parts.directory.current;
    const of = mailboxId === null ? 'connector' : 'mailbox';
    const own = nameOf(view, { of, id: (mailboxId ?? connectorId)! });
    const senders = new Set([...(own === null ? [] : [own]), ...this.#busiest(view, organizationId)]);
    const reply = (event.reply ?? '').slice(0, bounds.abuse.replyShown);
    this.#parts.observe({
      kind: 'alarm',
      alarm: { ...about, organizationId, subject: host, facts: { reply, queueId, senders: [...senders] } },
    });
  }

  /** Those of an organization who sent to most recipients outside in the last hour. */
  #busiest(view: DirectoryView, organizationId: SettledAttempt['message']['organizationId']): readonly string[] {
    const found: { readonly name: string; readonly recipients: number }[] = [];
    for (const subject of this.#committed.subjects()) {
      const counted = abuseOf(subject);
      if (counted?.counted !== 'external' || counted.sender.of === 'device') continue;
      const { recipients } = this.#committed.hour(subject);
      const name = nameOf(view, counted.sender);
      if (recipients === 0 || name === null) continue;
      if (senderObject(view, counted.sender)?.organizationId === organizationId) found.push({ name, recipients });
    }
    return found
      .toSorted((one, other) => other.recipients - one.recipients)
      .slice(0, bounds.abuse.sendersNamed)
      .map(({ name }) => name);
  }

  #alarm(alarm: Alarm): void {
    if (this.#isNews(alarm)) this.#parts.observe({ kind: 'alarm', alarm });
  }

  /** A burst is told once. */
  #isNews({ key, stage }: Pick<Alarm, 'key' | 'stage'>): boolean {
    const now = this.#clock.monotonic();
    const told = `${key} ${stage}`;
    const toldAt = this.#told.get(told);
    if (toldAt !== undefined && now - toldAt < AGAIN_MS) return false;
    this.#told.set(told, now);
    return true;
  }

  // -- kept

  #writeSoon(subject: string): void {
    this.#unwritten.add(subject);
    this.#timer ??= this.#clock.timer(FLUSH_MS, () => {
      this.#timer = null;
      void this.#write();
    });
  }

  async #write(): Promise<void> {
    const subjects = [...this.#unwritten];
    this.#unwritten.clear();
    if (subjects.length === 0) return;
    const notes = subjects.map((key) => ({ key, value: this.#heard.buckets(key) }));
    await this.#parts.store.notes.put(BOOK, notes, 'own').catch((error: unknown) => {
      for (const key of subjects) this.#unwritten.add(key);
      this.#parts.log.warn({ error: String(error) }, 'counts of senders could not be written; they are with the next');
    });
  }
}

interface Found {
  readonly sender: OwnSender;
  readonly name: string;
  readonly organization: Organization;
  readonly finding: AbuseFinding;
  readonly recent: Deeds | undefined;
}

/** Why a finding restricts nobody; null: it does. */
function whyNot(view: DirectoryView, { sender, organization, finding }: Found): Why | null {
  if (sender.of === 'device') return view.get('device', sender.id)?.alwaysThrough === true ? 'always-through' : 'alert';
  if (finding.act === 'alert') return 'alert';
  const row = sender.of === 'mailbox' ? 'restricted-sender' : 'restricted-connector';
  return organization.protection === 'observe' || organization.protectionObserves.includes(row) ? 'observed' : null;
}

function nameOf(view: DirectoryView, sender: OwnSender): string | null {
  const object = senderObject(view, sender);
  return object === null ? null : titleOf(object);
}

const titleOf = (object: NonNullable<ReturnType<typeof senderObject>>): string =>
  'address' in object ? object.address : object.name;
