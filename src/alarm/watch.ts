/** Looks around every few minutes, and soon after the directory changed, for what no other room raises: what expires, what is silent. */
import type { ObjectId } from '../base/id.ts';
import type { Alarm, AlarmKind, AlarmOver } from '../mail/alarm.ts';
import type { Observation, Observe } from '../mail/observation.ts';
import type { Clock } from '../base/clock.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { type Expiry, expiryAlarm, silenceAlarm } from '../policy/alarms/expiry-alarms.ts';
import { lentTrustAlarms } from '../policy/changes/lent-trust.ts';
import type { AlarmBook } from './book.ts';
import type { Expiries } from './expiries.ts';
import type { RefusalWatch } from './refusal-watch.ts';
import type { SeenDevices } from '../mail/doors/seen-devices.ts';

export interface WatchParts {
  readonly clock: Clock;
  readonly directory: LiveDirectory;
  readonly observe: Observe;
  readonly book: AlarmBook;
  readonly expiries: Expiries;
  readonly refusals: RefusalWatch;
  readonly lastHeard: SeenDevices['lastHeard'];
  readonly limitsWithRoom: (keys: readonly string[]) => readonly Observation[];
}

/** Kinds whose alarms all come from here: what is raised and not found any more is over. */
const OURS: ReadonlySet<AlarmKind> = new Set([
  'secret-expires',
  'refresh-token-expires',
  'certificate-expires',
  'device-silent',
  'own-name',
]);

/** One round. Returns all that expires one day, for the metrics. Rejects with StoreUnavailable. */
export async function watchRound(parts: WatchParts): Promise<readonly Expiry[]> {
  const { clock, directory, observe, book, expiries, refusals } = parts;
  const { found, unknown } = await expiries.gather();
  const now = clock.now();
  const alarms: Alarm[] = found.flatMap((expiry) => expiryAlarm(expiry, now) ?? []);
  for (const device of directory.current.devices) {
    if (device.silentAfterDays === null) continue;
    const alarm = silenceAlarm(device, parts.lastHeard(device.id), now);
    if (alarm !== null) alarms.push(alarm);
  }
  alarms.push(...lentTrustAlarms(directory.current));
  for (const alarm of alarms) {
    const known = book.get(alarm.key);
    if (known?.alarm.stage === alarm.stage) continue;
    // Renewed, but not for long: a story of its own, whose stages are told again.
    if (known !== null && known.alarm.stage > alarm.stage)
      observe({ kind: 'alarm-over', key: alarm.key, text: `${known.alarm.subject}: renewed. ${alarm.cause}` });
    observe({ kind: 'alarm', alarm });
  }
  const raised = book.list().map((entry) => entry.alarm);
  const present = new Set(alarms.map(({ key }) => key));
  for (const { key, kind, subject } of raised)
    if (OURS.has(kind) && !present.has(key) && !unknown.has(key))
      observe({ kind: 'alarm-over', key, ...over(kind, subject, key, found) });
  for (const { key, kind, subject } of raised) {
    if (kind !== 'upstream-held' && kind !== 'upstream-throttled') continue;
    const connector = directory.current.get('outbound-connector', key.slice(kind.length + 1) as ObjectId);
    if (connector?.enabled) continue;
    const text = `${subject} is ${connector === null ? 'removed' : 'switched off'}: no mail goes that way.`;
    observe({ kind: 'alarm-over', key, text });
  }
  refusals.round();
  const limits = raised.filter(({ kind }) => kind === 'limit-near').map(({ key }) => key);
  for (const over of parts.limitsWithRoom(limits)) observe(over);
  return found;
}

const over = (kind: AlarmKind, subject: string, key: string, found: readonly Expiry[]): AlarmOver =>
  kind === 'own-name' ? { end: 'decided' } : { text: overText(kind, subject, key, found) };

function overText(kind: AlarmKind, subject: string, key: string, found: readonly Expiry[]): string {
  if (kind === 'device-silent') return `The device ${subject} was heard of again, or may be silent now.`;
  const expiry = found.find((one) => one.key === key);
  if (expiry === undefined) return `${subject}: what would have expired is not in use any more.`;
  return `${expiry.words} was renewed: it lasts until ${new Date(expiry.expiresAt).toISOString().slice(0, 10)}.`;
}
