/**
 * The alarms that are raised, in memory and in the store's notes: a restart neither repeats nor forgets one. Writing is gathered and never
 * waited for by who raises; what could not be written is written with the next.
 */
import { bounds } from '../base/bounds.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Alarm, AlarmOver } from '../mail/alarm.ts';
import { dueTelling, ended, raised, type RaisedAlarm, type Telling, told } from '../policy/alarms/alarm-telling.ts';
import { overWords } from '../policy/alarms/alarm-words.ts';
import { plain } from './words.ts';
import type { NoteStore } from '../store/store.ts';

/** More at once are no list for people: the log has them all. */
const PREFIX = 'raised ';

export class AlarmBook {
  readonly #notes: NoteStore;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #entries = new Map<string, RaisedAlarm>();
  /** Monotonic: when anything of it was seen last, by this process. */
  readonly #seenAt = new Map<string, number>();
  readonly #changed = new Set<string>();
  #writing: Promise<void> | null = null;
  #full = false;

  constructor(notes: NoteStore, clock: Clock, log: Log) {
    this.#notes = notes;
    this.#clock = clock;
    this.#log = log;
  }

  /** Takes what is written for what there is, but where this process has changed it and that is not written yet. */
  async load(): Promise<void> {
    const kept = new Map<string, RaisedAlarm>();
    for (const { key, value } of await this.#notes.all('alarm'))
      if (key.startsWith(PREFIX)) kept.set(key.slice(PREFIX.length), value as RaisedAlarm);
    for (const key of this.#entries.keys()) if (!kept.has(key) && !this.#changed.has(key)) this.#forget(key);
    for (const [key, entry] of kept) if (!this.#changed.has(key)) this.#entries.set(key, entry);
    for (const key of kept.keys()) this.seen(key);
  }

  /** It goes on, as bad as it was. */
  seen(key: string): void {
    this.#seenAt.set(key, this.#clock.monotonic());
  }

  /** How long nothing of it was seen. */
  quietMs(key: string): number {
    return this.#clock.monotonic() - (this.#seenAt.get(key) ?? this.#clock.monotonic());
  }

  /** Oldest first; without those that are over. */
  list(): readonly RaisedAlarm[] {
    return [...this.#entries.values()]
      .filter(({ over }) => over === null)
      .sort((one, other) => one.since - other.since);
  }

  get(key: string): RaisedAlarm | null {
    const entry = this.#entries.get(key);
    return entry === undefined || entry.over !== null ? null : entry;
  }

  raise(alarm: Alarm): void {
    const known = this.#entries.get(alarm.key) ?? null;
    if (known === null && this.#entries.size >= bounds.alarm.alarms) {
      if (!this.#full)
        this.#log.error({ most: bounds.alarm.alarms }, 'too many alarms at once: the next ones are in the log only');
      this.#full = true;
      return;
    }
    const next = raised(known, alarm, this.#clock.now());
    this.#entries.set(alarm.key, next);
    this.seen(alarm.key);
    // The same again with other figures is not worth a commit.
    if (known?.alarm.stage !== alarm.stage || known.over !== null) this.#write(alarm.key);
  }

  end(key: string, over: AlarmOver): void {
    const known = this.#entries.get(key);
    if (known === undefined) return;
    if (known.over === null) this.#log.info({ key }, plain(overWords(known.alarm, over)));
    this.#keep(key, ended(known, over, this.#clock.now()));
  }

  /** false: there is no such alarm. */
  acknowledge(key: string, actor: string): boolean {
    const known = this.get(key);
    if (known === null) return false;
    this.#keep(key, { ...known, acknowledged: { at: this.#clock.now(), actor, stage: known.alarm.stage } });
    return true;
  }

  /** The alarms that are to be told now. */
  due(): readonly Telling[] {
    const now = this.#clock.now();
    return [...this.#entries.values()].flatMap((entry) => {
      const what = dueTelling(entry, now);
      return what === null ? [] : [{ what, entry }];
    });
  }

  told(tellings: readonly Telling[]): void {
    for (const telling of tellings) {
      const { key } = telling.entry.alarm;
      const current = this.#entries.get(key);
      if (current !== undefined) this.#keep(key, told(current, telling, this.#clock.now()));
    }
  }

  /** Resolves when all that has changed until now is written, or could not be. */
  async written(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  #keep(key: string, entry: RaisedAlarm | null): void {
    if (entry === null) this.#forget(key);
    else this.#entries.set(key, entry);
    this.#full &&= this.#entries.size >= bounds.alarm.alarms;
    this.#write(key);
  }

  #forget(key: string): void {
    this.#entries.delete(key);
    this.#seenAt.delete(key);
  }

  #write(key: string): void {
    this.#changed.add(key);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#changed.size > 0) {
      // Alarms that are raised in the same turn share a commit.
      await Promise.resolve();
      const keys = [...this.#changed];
      this.#changed.clear();
      const kept = keys.flatMap((key) => {
        const value = this.#entries.get(key);
        return value === undefined ? [] : [{ key: `${PREFIX}${key}`, value }];
      });
      const gone = keys.filter((key) => !this.#entries.has(key)).map((key) => `${PREFIX}${key}`);
      try {
        if (kept.length > 0) await this.#notes.put('alarm', kept);
        if (gone.length > 0) await this.#notes.delete('alarm', gone);
      } catch (error) {
        for (const key of keys) this.#changed.add(key);
        this.#log.warn({ error: String(error) }, 'alarms could not be written down; they are with the next change');
        return;
      }
    }
  }
}
