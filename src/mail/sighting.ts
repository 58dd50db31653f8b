/** The record of one device as it was seen, put together from its sessions. Kept apart from what an administrator says about it (`device.ts`). */
import type { ObjectId } from '../base/id.ts';
import type { ToldCure } from './remedy.ts';
import type { KeptReason, NoMail } from './reason.ts';
import type { Refusal } from './trace-event.ts';

/** How a conversation with a peer is told that began no TLS, or could not. */
export const NO_TLS = 'no TLS';

/** The thing that would have let a refused session go on. `other`: nothing that a device record, connector or profile can give. */
export type Lack = 'connector' | 'credential' | 'sender' | 'profile' | 'other';

export interface SeenRefusal extends ToldCure {
  readonly at: number;
  readonly stage: Refusal['stage'];
  /** To quote to `doorpost trace`; null where the session ended without a reply (a TLS handshake that failed). */
  readonly reference: string | null;
  /** In plain words. */
  readonly cause: string;
  readonly lacks: Lack;
  /** It came to a port that always wants a sign-in, or had signed in. */
  readonly wantsSignIn?: boolean;
  /** Nothing was refused: it ended the session itself, without mail. */
  readonly gaveUp?: NoMail['kind'] | 'unknown';
  /** As of the refusal (`trace-event.ts`); null: nothing was refused. Absent in what 0.1.0 kept. */
  readonly reason?: KeptReason | null;
  /** Habits it was refused for; absent in what an earlier version kept. */
  readonly habits?: readonly string[];
}

/** The subject of a refusal, and what would have let it in. */
export interface ToldLack extends ToldCure {
  readonly cause: string;
  /** The cause as a value; absent in what an earlier version kept. */
  readonly reason?: KeptReason;
  /** One that would not have made this refusal; null: it was not for want of one. */
  readonly profile: string | null;
  /** Why that one: `ends lines with LF or CR alone`. */
  readonly because: readonly string[];
}

export interface Sighting {
  /** null: no device of that address is known. */
  readonly deviceId: ObjectId | null;
  /** The addresses it came from, newest first, bounded. Never empty. */
  readonly addresses: readonly string[];
  /** Of its newest session that said so. */
  readonly helo: string | null;
  /** Name of the listener it came to last; absent in what was kept before that was noted. */
  readonly listener?: string;
  /** `TLSv1.3`; null: no TLS. Of its newest session. */
  readonly tls: string | null;
  readonly authMechanism: string | null;
  readonly login: string | null;
  /** Mechanisms it ever named in AUTH, taken or refused, in capitals; null: it never tried to sign in. Absent in what was kept before that was noted. */
  readonly signIn?: readonly string[] | null;
  readonly software: string | null;
  readonly connectorId: ObjectId | null;
  /** Every habit (`policy/devices/habits.ts`) it has shown. */
  readonly habits: readonly string[];
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly lastAccepted: number | null;
  readonly sessions: number;
  readonly messages: number;
  readonly refusals: number;
  /** Stays when things went well again: `lastAccepted` says which of the two is newer. */
  readonly lastRefusal: SeenRefusal | null;
  /** An unknown device in a listed network that was refused: waits until it is approved, or is ignored. */
  readonly waiting: null | {
    /** The organization whose device network it stands in; null: of several, so that it is nobody's alone. */
    readonly organizationId: ObjectId | null;
    readonly since: number;
    readonly ignored: boolean;
  };
}
