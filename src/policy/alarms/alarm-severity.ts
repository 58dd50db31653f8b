/** How severe an alarm is, by its kind and stage. Pure. */
import { own } from '../../base/own.ts';
import { type Alarm, type AlarmKind, type AlarmSeverity, alarmSeverities } from '../../mail/alarm.ts';

/** From stage 1 on; the last goes for those beyond. */
type ByStage = readonly [AlarmSeverity, ...AlarmSeverity[]];

/** 30, 14, 7 and 1 days before, and the end. */
const expiry: ByStage = ['low', 'low', 'medium', 'high'];

const severities = {
  'upstream-held': ['high'],
  'upstream-throttled': ['medium'],
  'secret-expires': expiry,
  'refresh-token-expires': expiry,
  'certificate-expires': expiry,
  'device-silent': ['medium'],
  'device-waiting': ['medium'],
  'limit-near': ['low', 'medium', 'high'],
  'repeated-refusals': ['medium'],
  'secrets-sealed': ['high'],
  'content-damaged': ['high'],
  'disk-full': ['medium', 'high'],
  'quarantine-full': ['low', 'medium'],
  'store-unwell': ['high'],
  'http-closed': ['medium'],
  'next-hop-unreachable': ['high'],
  'mail-waits': ['medium', 'high'],
  'queue-grows': ['low', 'medium', 'high'],
  'reports-unread': ['medium'],
  'own-name': ['low'],
  'open-route': ['medium'],
  'domain-records': ['low', 'medium', 'high'],
  'dkim-key-missing': ['high'],
  'dkim-rotation': ['low'],
  'dkim-unsigned': ['low'],
  'sign-ins-failed': ['medium'],
  'no-upstream': ['high'],
  'resolver-sick': ['medium'],
  'engine-silent': ['high'],
  'list-refuses': ['medium'],
  'sender-suspicious': ['medium'],
  'sender-restricted': ['high'],
  'called-spam': ['high'],
  'backup-old': ['low'],
} as const satisfies Record<AlarmKind, ByStage>;

/** `medium` of a kind that only a later version knows. */
export function severityOf({ kind, stage }: Pick<Alarm, 'kind' | 'stage'>): AlarmSeverity {
  const byStage = own<ByStage>(severities, kind);
  return byStage?.[Math.min(stage, byStage.length) - 1] ?? 'medium';
}

/** The most severe first, and of these what is worse, and lasts longer. */
export const bySeverity = (
  one: { readonly alarm: Alarm; readonly since: number },
  other: { readonly alarm: Alarm; readonly since: number },
): number =>
  alarmSeverities.indexOf(severityOf(one.alarm)) - alarmSeverities.indexOf(severityOf(other.alarm)) ||
  other.alarm.stage - one.alarm.stage ||
  one.since - other.since;
