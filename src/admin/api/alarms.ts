/** Alarms: what is raised, that somebody knows of it, and whether people would be told. */
import type { RaisedAlarm } from '../../policy/alarms/alarm-telling.ts';
import { alarmWords } from '../../policy/alarms/alarm-words.ts';
import { severityOf } from '../../policy/alarms/alarm-severity.ts';
import type { Sentences } from '../../texts/sentences.ts';
import type { AdminContext } from '../context.ts';
import { alarms } from '../contracts/alarms.ts';
import { listAnswer } from '../answers/list-answer.ts';
import { organizationScope, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = Pick<AdminContext, 'directory' | 'clock' | 'alarms'>;

export const alarmRoutes = (room: Room): readonly ApiRoute[] => [
  route(alarms.list, async ({ query, sentences }) => {
    const only = organizationScope(room.directory.current, query.organization)?.id ?? null;
    const listed = {
      pieces: [room.alarms.list()],
      isWanted: ({ alarm }: RaisedAlarm) =>
        (only === null || (alarm.organizationId ?? only) === only) &&
        (query.kind === undefined || alarm.kind === query.kind),
      order: [({ since }: RaisedAlarm) => since, ({ alarm }: RaisedAlarm) => alarm.key],
      show: (entry: RaisedAlarm) => shownAlarm(room, entry, sentences),
    };
    return listAnswer(room.clock, listed, query);
  }),
  route(alarms.acknowledge, async ({ params: { key }, actor, sentences }) => {
    const known = await room.alarms.acknowledge(key, actor);
    const entry = room.alarms.list().find(({ alarm }) => alarm.key === key);
    if (!known || entry === undefined)
      throw new Problem('not-found', { what: 'alarm', key }, { act: 'see-all', of: 'alarms' });
    return { item: shownAlarm(room, entry, sentences) };
  }),
  route(alarms.test, async ({ query, actor }) => ({
    steps: await room.alarms.test(requireOrganization(room.directory.current, query.organization), actor),
  })),
];

function shownAlarm(room: Room, { alarm, since, stageSince, toldAt, acknowledged }: RaisedAlarm, sentences: Sentences) {
  const { organizationId, ...rest } = alarm;
  const { means: _, ...words } = alarmWords(alarm, sentences);
  return {
    ...rest,
    ...words,
    severity: severityOf(alarm),
    organization: room.directory.current.get('organization', organizationId)?.name ?? null,
    since,
    stageSince,
    toldAt,
    acknowledged: acknowledged === null ? null : { at: acknowledged.at, actor: acknowledged.actor },
  };
}
