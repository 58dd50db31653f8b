/** Secrets, tokens and certificates that end: how near the end is, and the alarm it makes. Pure. */
import type { ObjectId } from '../../base/id.ts';
import { utcDay } from '../../base/words/utc-day.ts';
import type { Alarm } from '../../mail/alarm.ts';
import type { Device } from '../../directory/objects.ts';
import { toldCure } from '../../texts/remedy.ts';
import type { Remedy } from '../../mail/remedy.ts';
import type { LastHeard } from '../../mail/doors/seen-devices.ts';
import { isSilent } from '../devices/silence.ts';

const DAY_MS = 86_400_000;

/** Each is a stage of its own; the end itself is the last. */
export const EXPIRY_DAYS = [30, 14, 7, 1] as const;
/** Microsoft and Google let a refresh token die when it was not used for so long. */
export const REFRESH_TOKEN_LIFE_MS = 90 * DAY_MS;

export interface Expiry {
  readonly kind: 'secret-expires' | 'refresh-token-expires' | 'certificate-expires';
  /** `<kind>:<what it belongs to>`. */
  readonly key: string;
  readonly organizationId: ObjectId | null;
  /** The outbound connector's name; null: the server's own certificate. */
  readonly connector: string | null;
  readonly subject: string;
  /** A short word for the metric: `client-secret`. */
  readonly what:
    | 'client-secret'
    | 'refresh-token'
    | 'client-certificate'
    | 'sign-in-certificate'
    | 'server-certificate';
  /** `The client secret of upstream m365`. */
  readonly words: string;
  readonly expiresAt: number;
  readonly cure: Remedy;
}

/** 0: far away; 1 to 4: at most 30, 14, 7, 1 days left; 5: expired. */
export function expiryStage(expiresAt: number, now: number): number {
  const left = expiresAt - now;
  if (left <= 0) return EXPIRY_DAYS.length + 1;
  return EXPIRY_DAYS.filter((days) => left <= days * DAY_MS).length;
}

/** null: there is time. */
export function expiryAlarm(expiry: Expiry, now: number): Alarm | null {
  const stage = expiryStage(expiry.expiresAt, now);
  if (stage === 0) return null;
  const { key, kind, organizationId, subject, words, expiresAt, cure } = expiry;
  const day = utcDay(expiresAt);
  const cause =
    expiresAt <= now ? `${words} expired on ${day}.` : `${words} expires on ${day}, ${whenText(expiresAt, now)}.`;
  return { key, kind, organizationId, subject, stage, cause, ...toldCure(cure) };
}

/** Counted as people do, from day to day (UTC, as the date beside it). */
function whenText(expiresAt: number, now: number): string {
  const days = Math.floor(expiresAt / DAY_MS) - Math.floor(now / DAY_MS);
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

/** null: it was heard of, or nobody asked to be told of its silence. */
export function silenceAlarm(device: Device, heard: LastHeard, now: number): Alarm | null {
  if (!isSilent(device, heard, now)) return null;
  const days = Math.floor((now - heard.at) / DAY_MS);
  const span = `${days} ${days === 1 ? 'day' : 'days'}`;
  return {
    key: `device-silent:${device.id}`,
    kind: 'device-silent',
    organizationId: device.organizationId,
    subject: device.name,
    stage: 1,
    cause: heard.everSent
      ? `The device ${device.name} has sent nothing for ${span}.`
      : `The device ${device.name} has sent nothing since it was added ${span} ago.`,
    ...toldCure({ act: 'look-at-device', name: device.name, place: device.place }),
  };
}
