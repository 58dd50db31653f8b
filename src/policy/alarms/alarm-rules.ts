/**
 * How alarms end, by kind. Each ends by a look that does not find it any more, or when nothing of it was seen for a while: both are there again
 * after a restart, so that no end is lost. A room that hears of the end earlier tells it at once, and only as the row says. Pure.
 */
import { bounds } from '../../base/bounds.ts';
import { own } from '../../base/own.ts';
import type { AlarmEnd, AlarmKind, EndedBy } from '../../mail/alarm.ts';
import type { Observation } from '../../mail/observation.ts';
import { REFUSALS_WITHIN_MS } from './refusal-alarms.ts';
import { SIGN_INS_WITHIN_MS } from './sign-in-alarms.ts';

/**
 * The looks that are taken, and in which round: `site` and `kept` every ten minutes and after a change of the directory, what memory has
 * before what must be read; `machine` every minute; `queue` every few minutes.
 */
export const alarmLooks = {
  /** Connectors that are there and in use. */
  upstreams: 'site',
  silence: 'site',
  'waiting-devices': 'site',
  limits: 'site',
  secrets: 'site',
  /** Spam filter and virus scanner. */
  engines: 'site',
  'block-lists': 'site',
  'own-names': 'site',
  'open-routes': 'site',
  /** Records of verified domains, as last checked. */
  'domain-records': 'site',
  /** DKIM keys, and their records as last looked for. */
  'dkim-keys': 'site',
  'unsigned-domains': 'site',
  restrictions: 'site',
  expiries: 'kept',
  'damaged-content': 'kept',
  /** When the last whole one was made. */
  backups: 'kept',
  disks: 'machine',
  store: 'machine',
  doors: 'machine',
  'late-mail': 'queue',
  growth: 'queue',
  /** Mail for outside that no upstream takes. */
  'without-upstream': 'queue',
  /** Next hops that mail waits for. */
  unreached: 'queue',
  reports: 'queue',
} as const;
export type LookName = keyof typeof alarmLooks;
export type Round = (typeof alarmLooks)[LookName];

export type AlarmRule = (
  | { readonly while: LookName; readonly afterMs?: never }
  /** Since anything of it was seen. */
  | { readonly afterMs: number; readonly over: EndedBy; readonly while?: never }
) & {
  /** The end that a room tells as soon as it hears of it. */
  readonly until?: AlarmEnd;
  /** A lower stage is another story: the old alarm is over, and the stages are told again. */
  readonly anew?: true;
};

export const alarmRules = {
  'upstream-held': { while: 'upstreams', until: 'takes-mail-again' },
  'upstream-throttled': { while: 'upstreams', until: 'takes-mail-again' },
  'secret-expires': { while: 'expiries', anew: true },
  'refresh-token-expires': { while: 'expiries', anew: true },
  'certificate-expires': { while: 'expiries', anew: true },
  'device-silent': { while: 'silence' },
  'device-waiting': { while: 'waiting-devices', until: 'waits-no-more' },
  'limit-near': { while: 'limits', until: 'limit-has-room' },
  'repeated-refusals': { afterMs: REFUSALS_WITHIN_MS, over: { end: 'not-refused-lately' } },
  'secrets-sealed': { while: 'secrets', until: 'opens-again' },
  'content-damaged': { while: 'damaged-content', until: 'left-the-queue' },
  'disk-full': { while: 'disks' },
  'quarantine-full': { while: 'disks' },
  'store-unwell': { while: 'store' },
  'http-closed': { while: 'doors' },
  'next-hop-unreachable': { while: 'unreached', until: 'reached-again' },
  'mail-waits': { while: 'late-mail' },
  'queue-grows': { while: 'growth' },
  'reports-unread': { while: 'reports' },
  'own-name': { while: 'own-names' },
  'open-route': { while: 'open-routes' },
  'domain-records': { while: 'domain-records' },
  'dkim-key-missing': { while: 'dkim-keys' },
  'dkim-rotation': { while: 'dkim-keys' },
  'dkim-unsigned': { while: 'unsigned-domains' },
  'no-upstream': { while: 'without-upstream' },
  // Tried again and told every ten seconds while it lasts.
  'resolver-sick': { afterMs: bounds.policy.resolverSilent, over: { end: 'answers-again' }, until: 'answers-again' },
  'engine-silent': { while: 'engines', until: 'answers-again' },
  'list-refuses': { while: 'block-lists', until: 'answers-again' },
  'sender-suspicious': { afterMs: bounds.policy.abuseSilent, over: { end: 'none-of-it-lately' } },
  'sender-restricted': { while: 'restrictions' },
  'called-spam': { afterMs: bounds.policy.abuseSilent, over: { end: 'none-of-it-lately' } },
  'backup-old': { while: 'backups' },
  'sign-ins-failed': { afterMs: SIGN_INS_WITHIN_MS, over: { end: 'no-more-fail' } },
} as const satisfies Record<AlarmKind, AlarmRule>;

/** undefined: the alarm was kept by a later version, which knows how it ends. */
export const ruleOf = (kind: AlarmKind): AlarmRule | undefined => own<AlarmRule>(alarmRules, kind);

type Rules = typeof alarmRules;
type Until<Kind extends AlarmKind> = Rules[Kind] extends { readonly until: infer End extends AlarmEnd } ? End : never;

/** As a room tells it: of a kind only the end that its row names. Without effect where no alarm of that key is raised. */
export const alarmOver = <Kind extends AlarmKind>(
  _kind: Kind,
  key: string,
  over: Extract<EndedBy, { readonly end: Until<Kind> }>,
): Observation => ({ kind: 'alarm-over', key, over });
