/** Looks at what memory has of the site: its directory, and what other rooms say of the alarms they raised. */
import type { Clock } from '../base/clock.ts';
import type { ObjectId } from '../base/id.ts';
import { holdsAt } from '../directory/validity.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { type JudgeAlarm, subjectOfKey } from '../mail/alarm.ts';
import type { SeenDevices } from '../mail/doors/seen-devices.ts';
import type { AlarmLook, LooksOf } from '../policy/alarms/alarm-round.ts';
import { silenceAlarm } from '../policy/alarms/expiry-alarms.ts';
import { lentTrustAlarms } from '../policy/changes/lent-trust.ts';
import { openRouteAlarms } from '../policy/changes/open-route.ts';
import type { DkimChecks } from '../mail/doors/dkim-health.ts';
import type { DomainChecks } from '../mail/doors/domain-health.ts';
import { dkimAlarm } from '../policy/domains/dkim-health.ts';
import { unsignedAlarms } from '../policy/domains/unsigned-domains.ts';
import { recordsAlarm } from '../policy/domains/domain-health.ts';

/** Rooms that raise alarms by themselves, asked whether those last. */
export interface AlarmJudges {
  readonly waitingDevices: JudgeAlarm;
  readonly limits: JudgeAlarm;
  readonly secrets: JudgeAlarm;
  readonly engines: JudgeAlarm;
  readonly blockLists: JudgeAlarm;
}

export interface SiteParts {
  readonly clock: Clock;
  readonly directory: LiveDirectory;
  readonly lastHeard: SeenDevices['lastHeard'];
  readonly judges: AlarmJudges;
  /** How a domain was checked last; absent: none is. */
  readonly domainHealth?: DomainChecks['of'];
  /** How the record of a DKIM key stood last; absent: nobody looks. */
  readonly dkimHealth?: DkimChecks['of'];
}

/** Nothing new is found there: who raises such alarms tells of them at once. */
const judgedBy = (over: JudgeAlarm): AlarmLook => ({ found: [], over });

export function siteLooks({
  clock,
  directory,
  lastHeard,
  judges,
  domainHealth = () => null,
  dkimHealth = () => null,
}: SiteParts): LooksOf<'site'> {
  const view = directory.current;
  const now = clock.now();
  const silent = view.devices
    .filter(({ silentAfterDays }) => silentAfterDays !== null)
    .flatMap((device) => silenceAlarm(device, lastHeard(device.id), now) ?? []);
  return {
    upstreams: judgedBy((alarm) => {
      const connector = view.get('outbound-connector', subjectOfKey(alarm) as ObjectId);
      if (connector === null) return { end: 'removed' };
      return connector.enabled ? null : { end: 'switched-off' };
    }),
    silence: { found: silent, over: () => ({ end: 'heard-again' }) },
    'domain-records': {
      found: view.domains.flatMap((domain) => recordsAlarm(domain, domainHealth(domain.id)) ?? []),
      over: (alarm) => {
        const domain = view.get('domain', subjectOfKey(alarm) as ObjectId);
        return { end: domain === null || domain.verified === null ? 'domain-gone' : 'records-right' };
      },
    },
    'dkim-keys': {
      found: [...view.listOf('dkim-key')].flatMap((key) => {
        const keys = view.dkimKeysOf(key.organizationId, key.domain);
        return dkimAlarm(key, keys, dkimHealth(key.id), now) ?? [];
      }),
      over: (alarm) => {
        const isThere = view.get('dkim-key', subjectOfKey(alarm) as ObjectId) !== null;
        return { end: isThere ? 'key-right' : 'key-gone' };
      },
    },
    'unsigned-domains': { found: unsignedAlarms(view), over: () => ({ end: 'key-made' }) },
    // By the name of the one who is restricted: the restriction may have been made anew, by hand.
    restrictions: judgedBy(({ organizationId, subject }) =>
      organizationId !== null &&
      view.named('restriction', organizationId, subject).some((restriction) => holdsAt(restriction, now))
        ? null
        : { end: 'restriction-over' },
    ),
    'open-routes': { found: openRouteAlarms(view), over: () => ({ end: 'dmarc-honoured' }) },
    'own-names': { found: lentTrustAlarms(view), over: () => ({ end: 'decided' }) },
    'waiting-devices': judgedBy(judges.waitingDevices),
    limits: judgedBy(judges.limits),
    secrets: judgedBy(judges.secrets),
    engines: judgedBy(judges.engines),
    'block-lists': judgedBy(judges.blockLists),
  };
}
