/** When each device that may not be silent was last heard of: by its accepted sessions, kept in notes so that a restart does not forget. */
import type { Clock } from '../base/clock.ts';
import type { ObjectId } from '../base/id.ts';
import type { Device } from '../directory/objects.ts';
import type { SessionRecord } from '../mail/trace-event.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { canonicalAddress } from '../mail/network/peer-address.ts';
import type { NoteStore } from '../store/store.ts';

const PREFIX = 'device ';

interface Sighting {
  /** When this room first knew of the device: it counts from there while nothing has come. */
  readonly knownSince: number;
  readonly lastSeen: number | null;
}

/** Bounded by the devices of the directory: others are not kept. */
export class Sightings {
  readonly #notes: NoteStore;
  readonly #clock: Clock;
  readonly #directory: LiveDirectory;
  readonly #known = new Map<ObjectId, Sighting>();
  readonly #changed = new Set<ObjectId>();

  constructor(notes: NoteStore, clock: Clock, directory: LiveDirectory) {
    this.#notes = notes;
    this.#clock = clock;
    this.#directory = directory;
  }

  async load(): Promise<void> {
    for (const { key, value } of await this.#notes.all('alarm'))
      if (key.startsWith(PREFIX)) this.#known.set(key.slice(PREFIX.length) as ObjectId, value as Sighting);
  }

  session({ accepted, deviceId, clientAddress, login, endedAt }: SessionRecord): void {
    if (accepted.length === 0) return;
    const view = this.#directory.current;
    const device = view.get('device', deviceId ?? null) ?? view.deviceOf(canonicalAddress(clientAddress), login, null);
    if (device === null) return;
    this.#put(device.id, { ...this.#of(device.id), lastSeen: endedAt });
  }

  /** `elsewhere`: what another room knows; the later counts. */
  of({ id }: Device, elsewhere: number | null): { readonly at: number; readonly everSent: boolean } {
    const { knownSince, lastSeen } = this.#of(id);
    const seen = Math.max(lastSeen ?? 0, elsewhere ?? 0);
    return seen === 0 ? { at: knownSince, everSent: false } : { at: seen, everSent: true };
  }

  /** Writes what changed, forgets devices that are gone. Rejects with StoreUnavailable: then it is written the next time. */
  async write(): Promise<void> {
    const gone = [...this.#known.keys()].filter((id) => this.#directory.current.get('device', id) === null);
    const ids = [...this.#changed].filter((id) => !gone.includes(id));
    if (ids.length > 0)
      await this.#notes.put(
        'alarm',
        ids.map((id) => ({ key: `${PREFIX}${id}`, value: this.#known.get(id) })),
      );
    for (const id of ids) this.#changed.delete(id);
    if (gone.length > 0)
      await this.#notes.delete(
        'alarm',
        gone.map((id) => `${PREFIX}${id}`),
      );
    for (const id of gone) {
      this.#known.delete(id);
      this.#changed.delete(id);
    }
  }

  #of(id: ObjectId): Sighting {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const fresh = { knownSince: this.#clock.now(), lastSeen: null };
    this.#put(id, fresh);
    return fresh;
  }

  #put(id: ObjectId, sighting: Sighting): void {
    this.#known.set(id, sighting);
    this.#changed.add(id);
  }
}
