/** The one way in which alarms begin, change and end: what was raised and what is seen now go in, and what is to be said of it comes out. Pure. */
import type { Alarm, EndedBy, JudgeAlarm } from '../../mail/alarm.ts';
import type { Observation } from '../../mail/observation.ts';
import { type LookName, alarmLooks, type Round, ruleOf } from './alarm-rules.ts';
import type { RaisedAlarm } from './alarm-telling.ts';

/** The findings of one look: all there is of the kinds that end by it. */
export interface AlarmLook {
  readonly found: readonly Alarm[];
  /** Of one that is raised and was not found. It may last all the same: what cannot be read now, what is over only with some to spare. */
  readonly over: JudgeAlarm;
}

/** Looks of one round; null: it was not taken this time. */
export type LooksOf<Each extends Round> = {
  readonly [Name in LookName as (typeof alarmLooks)[Name] extends Each ? Name : never]: AlarmLook | null;
};

export type AlarmEffect =
  | Extract<Observation, { readonly kind: 'alarm' | 'alarm-over' }>
  /** Raised already, and as bad: no news, but the words are the latest. */
  | { readonly kind: 'same'; readonly alarm: Alarm };

export const judgeLooks = (
  looks: Readonly<Partial<Record<LookName, AlarmLook | null>>>,
  raised: readonly RaisedAlarm[],
): readonly AlarmEffect[] =>
  Object.entries(looks).flatMap(([name, look]) =>
    look === null
      ? []
      : judgeLook(
          look,
          raised.flatMap(({ alarm }) => (ruleOf(alarm.kind)?.while === name ? [alarm] : [])),
        ),
  );

function judgeLook({ found, over }: AlarmLook, raised: readonly Alarm[]): readonly AlarmEffect[] {
  const known = new Map(raised.map((alarm) => [alarm.key, alarm]));
  const effects = found.flatMap((alarm) => raising(known.get(alarm.key) ?? null, alarm, over));
  for (const { key } of found) known.delete(key);
  return [...effects, ...[...known.values()].flatMap((alarm) => ending(alarm, over(alarm)))];
}

function raising(known: Alarm | null, alarm: Alarm, over: JudgeAlarm): readonly AlarmEffect[] {
  if (known?.stage === alarm.stage) return [{ kind: 'same', alarm }];
  const isAnother = known !== null && known.stage > alarm.stage && ruleOf(alarm.kind)?.anew === true;
  return [...(isAnother ? ending(known, over(known)) : []), { kind: 'alarm', alarm }];
}

const ending = ({ key }: Alarm, over: EndedBy | null): readonly AlarmEffect[] =>
  over === null ? [] : [{ kind: 'alarm-over', key, over }];

/** Ends what nothing was seen of for as long as its kind lasts. */
export const judgeTime = (raised: readonly RaisedAlarm[], quietMs: (key: string) => number): readonly AlarmEffect[] =>
  raised.flatMap(({ alarm }) => {
    const rule = ruleOf(alarm.kind);
    const isOver = rule?.afterMs !== undefined && quietMs(alarm.key) > rule.afterMs;
    return isOver ? ending(alarm, rule.over) : [];
  });
