/** The record of every device that was seen. The room of devices keeps it, and keeps it alone: other rooms ask there. */
import type { ObjectId } from '../../base/id.ts';
import type { Sighting } from '../sighting.ts';

/** When mail of a device was last taken. */
export interface LastHeard {
  /** While none was: since when it is waited for. */
  readonly at: number;
  readonly everSent: boolean;
}

export interface SeenDevices {
  /** The sighting of a known device. */
  of(deviceId: ObjectId): Sighting | null;
  /** The sighting at an address that is no known device. */
  at(address: string): Sighting | null;
  /** Of no known device; those waiting among them. Newest last. */
  strangers(): readonly Sighting[];
  /** Of a known device. One that has sent nothing is waited for from the first time that somebody asks. */
  lastHeard(deviceId: ObjectId): LastHeard;
}
