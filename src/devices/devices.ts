/**
 * The room of devices: hears every session and keeps, for each device, what was seen of it and when it was last heard; puts unknown
 * devices of listed networks that were refused on a waiting list.
 *
 * Promises: what was seen outlasts a restart (written every minute and at close, so a crash costs a minute of it; who begins to wait is
 * written at once); a change of the directory is followed at once: an address that has become a device joins it, one whose network is
 * listed no more stops waiting.
 * Never: waits for a disk while it hears, gives anybody a right, or is filled by strangers of the public way in.
 */
import { bounds } from '../base/bounds.ts';
import type { Clock, Timer } from '../base/clock.ts';
import type { ObjectId } from '../base/id.ts';
import { slices } from '../base/slices.ts';
import type { Log } from '../base/log.ts';
import { type EndedBy, type JudgeAlarm, subjectOfKey } from '../mail/alarm.ts';
import type { LastHeard, SeenDevices } from '../mail/doors/seen-devices.ts';
import type { Observe } from '../mail/observation.ts';
import type { Sighting } from '../mail/sighting.ts';
import type { SessionRecord } from '../mail/trace-event.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { canonicalAddress } from '../mail/network/peer-address.ts';
import { alarmOver } from '../policy/alarms/alarm-rules.ts';
import { proposeFor } from '../policy/reasons/proposals.ts';
import {
  addSession,
  approvalHelps,
  deviceOfSession,
  isListed,
  joined,
  waitingListOf,
} from '../policy/devices/sightings.ts';
import { hasPerson, withoutPerson, withTexts } from '../store/person.ts';
import type { NoteStore } from '../store/store.ts';
import { cureOf, toldCure } from '../texts/remedy.ts';

/** A crash costs what was seen since. */
const FLUSH_MS = 60_000;
const BOOK = 'device-sighting';

export interface DevicesParts {
  readonly notes: NoteStore;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly log: Log;
  readonly observe: Observe;
  /** For tests; `bounds.devices.strangers`. */
  readonly mostStrangers?: number;
}

export interface Devices extends SeenDevices {
  readonly observe: Observe;
  /** Of an alarm of a device that waits. */
  readonly judge: JudgeAlarm;
  /** Takes a waiting address off the list until an administrator changes his mind. false: it does not wait. */
  ignore(address: string): boolean;
  /** Takes the address of a person out of what was seen. @param isMeant of a device; null: of none that is known. Returns of how many. */
  forgetPerson(forms: readonly string[], isMeant: (deviceId: ObjectId | null) => boolean): Promise<number>;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

const waitingKey = (address: string): string => `device-waiting:${address}`;
const noteKey = (sighting: Sighting): string =>
  sighting.deviceId === null ? `address:${sighting.addresses[0]}` : `device:${sighting.deviceId}`;

/** A note of when a device that has sent nothing was first waited for. */
const AWAITED = 'awaited:';
interface Awaited {
  readonly since: number;
}

export async function openDevices(parts: DevicesParts): Promise<Devices> {
  const room = new DeviceRoom(parts);
  for (const { key, value } of await parts.notes.all(BOOK)) room.recall(key, value);
  await takeOver(parts.notes, room);
  room.follow(parts.directory.current);
  return room;
}

/** 0.1.0 kept the times in the book of alarms. */
const FORMER = 'device ';
interface Former {
  readonly knownSince: number;
  readonly lastSeen: number | null;
}

async function takeOver(notes: NoteStore, room: DeviceRoom): Promise<void> {
  const former = (await notes.all('alarm')).filter(({ key }) => key.startsWith(FORMER));
  if (former.length === 0) return;
  const awaited = former.flatMap(({ key, value }) => {
    const { knownSince, lastSeen } = value as Former;
    const id = key.slice(FORMER.length) as ObjectId;
    const since = lastSeen ?? knownSince;
    return room.isAwaited(id) || room.hasSentSince(id, since) ? [] : [{ key: `${AWAITED}${id}`, value: { since } }];
  });
  await notes.put(BOOK, awaited);
  for (const { key, value } of awaited) room.recall(key, value);
  await notes.delete(
    'alarm',
    former.map(({ key }) => key),
  );
}

class DeviceRoom implements Devices {
  readonly #parts: DevicesParts;
  readonly #known = new Map<ObjectId, Sighting>();
  /** By address, the one seen longest ago first. */
  readonly #strangers = new Map<string, Sighting>();
  /** Devices that have sent nothing, and since when they are waited for. As many as the directory has, at most. */
  readonly #awaited = new Map<ObjectId, number>();
  readonly #unwritten = new Map<string, Sighting | Awaited>();
  readonly #unforgotten = new Set<string>();
  readonly #unsubscribe: () => void;
  #timer: Timer | null = null;
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: DevicesParts) {
    this.#parts = parts;
    this.#unsubscribe = parts.directory.onChange((view) => this.follow(view));
  }

  readonly observe: Observe = (observation) => {
    if (observation.kind === 'session' && !this.#closed) this.#hear(observation.record);
  };

  of(deviceId: ObjectId): Sighting | null {
    return this.#known.get(deviceId) ?? null;
  }

  at(address: string): Sighting | null {
    return this.#strangers.get(canonicalAddress(address)) ?? null;
  }

  strangers(): readonly Sighting[] {
    return [...this.#strangers.values()];
  }

  lastHeard(deviceId: ObjectId): LastHeard {
    const accepted = this.of(deviceId)?.lastAccepted ?? null;
    if (accepted === null) this.#waitFor(deviceId);
    const awaited = this.#awaited.get(deviceId) ?? null;
    return { at: Math.max(accepted ?? 0, awaited ?? 0), everSent: awaited === null };
  }

  isAwaited(deviceId: ObjectId): boolean {
    return this.#awaited.has(deviceId);
  }

  hasSentSince(deviceId: ObjectId, since: number): boolean {
    return (this.of(deviceId)?.lastAccepted ?? 0) >= since;
  }

  /** From now on, if not before. */
  #waitFor(deviceId: ObjectId): void {
    if (this.#awaited.has(deviceId)) return;
    const since = this.#parts.clock.now();
    this.#awaited.set(deviceId, since);
    this.#writeLater(`${AWAITED}${deviceId}`, { since });
  }

  ignore(address: string): boolean {
    const sighting = this.at(address);
    if (sighting === null || sighting.waiting === null) return false;
    if (sighting.waiting.ignored) return true;
    this.#keep({ ...sighting, waiting: { ...sighting.waiting, ignored: true } });
    this.#over(sighting, 'ignored');
    return true;
  }

  async forgetPerson(forms: readonly string[], isMeant: (deviceId: ObjectId | null) => boolean): Promise<number> {
    const rest = slices(this.#parts.clock);
    let changed = 0;
    for (const sighting of [...this.#known.values(), ...this.#strangers.values()]) {
      if (!isMeant(sighting.deviceId) || !hasPerson(sighting, forms)) continue;
      this.#keep(withTexts(sighting, (text) => withoutPerson(text, forms)) as Sighting);
      changed++;
      await rest();
    }
    if (changed > 0) await this.#flush();
    return changed;
  }

  readonly judge: JudgeAlarm = (alarm) => {
    const address = subjectOfKey(alarm);
    return isWaiting(this.at(address)) ? null : noMoreWaiting(address, 'forgotten');
  };

  /** A note of before. What is not written by this room is nothing it knows. */
  recall(key: string, value: unknown): void {
    if (key.startsWith(AWAITED)) {
      this.#awaited.set(key.slice(AWAITED.length) as ObjectId, (value as Awaited).since);
      return;
    }
    const sighting = value as Sighting;
    if (noteKey(sighting) !== key) return;
    if (sighting.deviceId !== null) this.#known.set(sighting.deviceId, sighting);
    else this.#strangers.set(key.slice('address:'.length), sighting);
  }

  #hear(record: SessionRecord): void {
    const view = this.#parts.directory.current;
    const device = deviceOfSession(view, record);
    if (device !== null) {
      this.#keep(addSession(this.of(device.id), record, device.id, null));
      if (record.accepted.length > 0 && this.#awaited.delete(device.id)) this.#forget(`${AWAITED}${device.id}`);
      return;
    }
    if (!isListed(view, record)) return;
    const address = canonicalAddress(record.clientAddress);
    const before = this.at(address);
    const after = addSession(before, record, null, waitingListOf(view, address), approvalHelps(view, record));
    this.#keep(after);
    if (isWaiting(after) && !isWaiting(before)) {
      this.#raise(address, after);
      // Its alarm is written at once: who reads it finds the device, also after a crash.
      void this.#flush();
    } else if (isWaiting(before) && !isWaiting(after) && before !== null) this.#over(before, 'taken');
  }

  /** The directory has changed: strangers may have become devices, devices may have gone, networks may be listed no more. */
  follow(view: DirectoryView): void {
    for (const [address, sighting] of this.#strangers) {
      const device = view.deviceOf(address, null, null);
      if (device !== null) {
        this.#forgetStranger(address);
        const before = this.of(device.id);
        this.#keep(joined(before, sighting, device.id));
        // Its mail as a stranger came before anybody waited for it.
        if ((before?.lastAccepted ?? null) === null) this.#waitFor(device.id);
        if (isWaiting(sighting)) this.#over(sighting, 'known', device.name);
      } else if (
        sighting.waiting !== null &&
        waitingListOf(view, address)?.organizationId !== sighting.waiting.organizationId
      ) {
        this.#forgetStranger(address);
        if (isWaiting(sighting)) this.#over(sighting, 'not-listed');
      }
    }
    for (const id of this.#known.keys()) {
      if (view.get('device', id) !== null) continue;
      this.#known.delete(id);
      this.#forget(`device:${id}`);
    }
    for (const id of this.#awaited.keys()) {
      if (view.get('device', id) !== null) continue;
      this.#awaited.delete(id);
      this.#forget(`${AWAITED}${id}`);
    }
  }

  #keep(sighting: Sighting): void {
    if (sighting.deviceId !== null) this.#known.set(sighting.deviceId, sighting);
    else {
      const [address = ''] = sighting.addresses;
      this.#strangers.delete(address);
      this.#strangers.set(address, sighting);
      this.#makeRoom();
    }
    this.#writeLater(noteKey(sighting), sighting);
  }

  #writeLater(key: string, value: Sighting | Awaited): void {
    this.#unforgotten.delete(key);
    this.#unwritten.set(key, value);
    this.#flushLater();
  }

  #makeRoom(): void {
    const [oldest] = this.#strangers;
    if (oldest === undefined || this.#strangers.size <= (this.#parts.mostStrangers ?? bounds.devices.strangers)) return;
    this.#forgetStranger(oldest[0]);
    if (isWaiting(oldest[1])) this.#over(oldest[1], 'made-room');
  }

  #forgetStranger(address: string): void {
    this.#strangers.delete(address);
    this.#forget(`address:${address}`);
  }

  #forget(key: string): void {
    this.#unwritten.delete(key);
    this.#unforgotten.add(key);
    this.#flushLater();
  }

  #raise(address: string, sighting: Sighting): void {
    const refusal = sighting.lastRefusal;
    const { profile, because } = proposeFor(sighting);
    // A record and a profile help nobody whose password is wrong.
    const lacksSignIn = refusal !== null && profile === null && ['credential', 'sender'].includes(refusal.lacks);
    const why = profile === null ? '' : ` It needs the profile ${profile}: it ${because.join(', and ')}.`;
    this.#parts.observe({
      kind: 'alarm',
      alarm: {
        key: waitingKey(address),
        kind: 'device-waiting',
        organizationId: sighting.waiting?.organizationId ?? null,
        subject: sighting.helo === null ? address : `${address} (${sighting.helo})`,
        stage: 1,
        cause: `An unknown device at ${address} ${refusal?.gaveUp === undefined ? 'was refused' : 'gave up'}: ${refusal?.cause ?? 'unknown'}.${why}`,
        ...(lacksSignIn ? cureOf(refusal) : toldCure({ act: 'decide-on-device', address })),
      },
    });
  }

  #over({ addresses: [address = ''] }: Sighting, why: NoMoreWaiting['why'], device: string | null = null): void {
    this.#parts.observe(alarmOver('device-waiting', waitingKey(address), noMoreWaiting(address, why, device)));
  }

  #flushLater(): void {
    if (this.#closed) return;
    this.#timer ??= this.#parts.clock.timer(FLUSH_MS, () => {
      this.#timer = null;
      void this.#flush();
    });
  }

  /** One after another: an older value must not come after a newer one. */
  #flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const written = [...this.#unwritten];
    const forgotten = [...this.#unforgotten];
    this.#unwritten.clear();
    this.#unforgotten.clear();
    try {
      if (forgotten.length > 0) await this.#parts.notes.delete(BOOK, forgotten);
      if (written.length > 0)
        await this.#parts.notes.put(
          BOOK,
          written.map(([key, value]) => ({ key, value })),
        );
    } catch (error) {
      this.#parts.log.warn(
        { error: String(error) },
        'what was seen of devices could not be written; it is tried again',
      );
      // A sighting that has changed meanwhile is newer.
      for (const [key, value] of written)
        if (!this.#unwritten.has(key) && !this.#unforgotten.has(key)) this.#unwritten.set(key, value);
      for (const key of forgotten) if (!this.#unwritten.has(key)) this.#unforgotten.add(key);
      this.#flushLater();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    this.#timer?.cancel();
    await this.#flush();
  }
}

type NoMoreWaiting = EndedBy<'waits-no-more'>;
const noMoreWaiting = (address: string, why: NoMoreWaiting['why'], device: string | null = null): NoMoreWaiting => ({
  end: 'waits-no-more',
  address,
  why,
  device,
});

const isWaiting = (sighting: Sighting | null): boolean => sighting?.waiting?.ignored === false;
