/**
 * The room of devices: hears every session and keeps, for each device, what was seen of it; puts unknown devices of listed networks that
 * were refused on a waiting list.
 *
 * Promises: what was seen outlasts a restart (written every minute and at close, so a crash costs a minute of it; who begins to wait is
 * written at once, and an alarm of somebody who is not known any more ends); a change of the
 * directory is followed at once: an address that has become a device joins it, one whose network is listed no more stops waiting.
 * Never: waits for a disk while it hears, gives anybody a right, or is filled by strangers of the public way in.
 */
import { bounds } from '../base/bounds.ts';
import type { Clock, Timer } from '../base/clock.ts';
import type { ObjectId } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import type { Alarm } from '../mail/alarm.ts';
import type { Observe } from '../mail/observation.ts';
import type { Sighting } from '../mail/sighting.ts';
import type { SessionRecord } from '../mail/trace-event.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { canonicalAddress } from '../mail/network/peer-address.ts';
import { proposeFor } from '../policy/reasons/proposals.ts';
import {
  addSession,
  approvalHelps,
  deviceOfSession,
  isListed,
  joined,
  listingOrganization,
} from '../policy/devices/sightings.ts';
import type { NoteStore } from '../store/store.ts';
import { toldCure } from '../texts/remedy.ts';

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

export interface Devices {
  readonly observe: Observe;
  /** The sighting of a known device. */
  of(deviceId: ObjectId): Sighting | null;
  /** The sighting at an address that is no known device. */
  at(address: string): Sighting | null;
  /** Of no known device; those waiting among them. Newest last. */
  strangers(): readonly Sighting[];
  /** Ends alarms of before a restart whose device is not known to wait any more. */
  reconcile(raised: readonly { readonly alarm: Pick<Alarm, 'key' | 'kind'> }[]): void;
  /** Takes a waiting address off the list until an administrator changes his mind. false: it does not wait. */
  ignore(address: string): boolean;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

export const waitingKey = (address: string): string => `device-waiting:${address}`;
const noteKey = (sighting: Sighting): string =>
  sighting.deviceId === null ? `address:${sighting.addresses[0]}` : `device:${sighting.deviceId}`;

export async function openDevices(parts: DevicesParts): Promise<Devices> {
  const room = new DeviceRoom(parts);
  for (const { key, value } of await parts.notes.all(BOOK)) room.recall(key, value as Sighting);
  room.follow(parts.directory.current);
  return room;
}

class DeviceRoom implements Devices {
  readonly #parts: DevicesParts;
  readonly #known = new Map<ObjectId, Sighting>();
  /** By address, the one seen longest ago first. */
  readonly #strangers = new Map<string, Sighting>();
  readonly #unwritten = new Map<string, Sighting>();
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

  ignore(address: string): boolean {
    const sighting = this.at(address);
    if (sighting === null || sighting.waiting === null) return false;
    if (sighting.waiting.ignored) return true;
    this.#keep({ ...sighting, waiting: { ...sighting.waiting, ignored: true } });
    this.#over(sighting, 'it is ignored');
    return true;
  }

  reconcile(raised: readonly { readonly alarm: Pick<Alarm, 'key' | 'kind'> }[]): void {
    for (const { alarm } of raised) {
      if (alarm.kind !== 'device-waiting') continue;
      const address = alarm.key.slice(waitingKey('').length);
      if (!isWaiting(this.at(address)))
        this.#parts.observe({
          kind: 'alarm-over',
          key: alarm.key,
          text: `${address} waits for approval no more: nothing is known of it since a restart; it is told anew when it comes again`,
        });
    }
  }

  /** A note of before. What is not written by this room is nothing it knows. */
  recall(key: string, sighting: Sighting): void {
    if (noteKey(sighting) !== key) return;
    if (sighting.deviceId !== null) this.#known.set(sighting.deviceId, sighting);
    else this.#strangers.set(key.slice('address:'.length), sighting);
  }

  #hear(record: SessionRecord): void {
    const view = this.#parts.directory.current;
    const device = deviceOfSession(view, record);
    if (device !== null) {
      this.#keep(addSession(this.of(device.id), record, device.id, null));
      return;
    }
    if (!isListed(view, record)) return;
    const address = canonicalAddress(record.clientAddress);
    const before = this.at(address);
    const waitsAt = listingOrganization(view, address)?.id ?? null;
    const after = addSession(before, record, null, waitsAt, approvalHelps(view, record));
    this.#keep(after);
    if (isWaiting(after) && !isWaiting(before)) {
      this.#raise(address, after);
      // Its alarm is written at once: who reads it finds the device, also after a crash.
      void this.#flush();
    } else if (isWaiting(before) && !isWaiting(after) && before !== null) this.#over(before, 'its mail is taken now');
  }

  /** The directory has changed: strangers may have become devices, devices may have gone, networks may be listed no more. */
  follow(view: DirectoryView): void {
    for (const [address, sighting] of this.#strangers) {
      const device = view.deviceOf(address, null, null);
      if (device !== null) {
        this.#forgetStranger(address);
        this.#keep(joined(this.of(device.id), sighting, device.id));
        if (isWaiting(sighting)) this.#over(sighting, `it is the device "${device.name}" now`);
      } else if (
        sighting.waiting !== null &&
        listingOrganization(view, address)?.id !== sighting.waiting.organizationId
      ) {
        this.#forgetStranger(address);
        if (isWaiting(sighting)) this.#over(sighting, 'its network is listed no more');
      }
    }
    for (const id of this.#known.keys()) {
      if (view.get('device', id) !== null) continue;
      this.#known.delete(id);
      this.#forget(`device:${id}`);
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
    const key = noteKey(sighting);
    this.#unforgotten.delete(key);
    this.#unwritten.set(key, sighting);
    this.#flushLater();
  }

  #makeRoom(): void {
    const [oldest] = this.#strangers;
    if (oldest === undefined || this.#strangers.size <= (this.#parts.mostStrangers ?? bounds.devices.strangers)) return;
    this.#forgetStranger(oldest[0]);
    if (isWaiting(oldest[1])) this.#over(oldest[1], 'it was not seen for long, and others need the place');
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
        ...toldCure({ act: 'decide-on-device', address }),
      },
    });
  }

  #over(sighting: Sighting, text: string): void {
    const [address = ''] = sighting.addresses;
    this.#parts.observe({
      kind: 'alarm-over',
      key: waitingKey(address),
      text: `${address} waits for approval no more: ${text}`,
    });
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

const isWaiting = (sighting: Sighting | null): boolean => sighting?.waiting?.ignored === false;
