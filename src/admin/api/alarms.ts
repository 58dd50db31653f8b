/** Alarms: what is raised, that somebody knows of it, and whether people would be told. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import type { RaisedAlarm } from '../../policy/alarms/alarm-telling.ts';
import { alarmWords } from '../../policy/alarms/alarm-words.ts';
import type { App } from '../http/fastify-app.ts';
import type { AdminContext } from '../context.ts';
import { organizationScope, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { answers, organizationQuery } from './schemas.ts';

const loose = z.looseObject({});

export function alarmRoutes(app: App, room: AdminContext): void {
  app.get(
    '/alarms',
    {
      schema: {
        tags: ['alarms'],
        description: 'What is raised now, oldest first',
        querystring: organizationQuery,
        response: answers(z.object({ items: z.array(loose) })),
      },
    },
    async (request) => {
      const { organization } = request.query;
      const only = organizationScope(room.directory.current, organization)?.id ?? null;
      return {
        items: room.alarms
          .list()
          .filter(({ alarm }) => only === null || (alarm.organizationId ?? only) === only)
          .map((entry) => shownAlarm(room, entry)),
      };
    },
  );
  app.post(
    '/alarms/:key/acknowledge',
    {
      schema: {
        tags: ['alarms'],
        description: 'Known: no reminders of it any more, until it gets worse',
        params: z.object({ key: z.string().min(1).max(bounds.admin.alarmKey) }),
        response: answers(z.object({ item: loose })),
      },
    },
    async (request) => {
      const { key } = request.params;
      const known = await room.alarms.acknowledge(key, request.actor);
      const entry = room.alarms.list().find(({ alarm }) => alarm.key === key);
      if (!known || entry === undefined)
        throw new Problem('not-found', `No alarm ${JSON.stringify(key)} is raised.`, { act: 'see-all', of: 'alarms' });
      return { item: shownAlarm(room, entry) };
    },
  );
  app.post(
    '/alarms/test',
    {
      schema: {
        tags: ['alarms'],
        description: 'Sends a test alarm to every channel of the organization; what each answered',
        querystring: organizationQuery,
        response: answers(z.object({ steps: z.array(loose) })),
      },
    },
    async (request) => ({
      steps: await room.alarms.test(
        requireOrganization(room.directory.current, request.query.organization),
        request.actor,
      ),
    }),
  );
}

function shownAlarm(room: AdminContext, { alarm, since, stageSince, toldAt, acknowledged }: RaisedAlarm): object {
  const { organizationId, ...rest } = alarm;
  const { means: _, ...words } = alarmWords(alarm);
  return {
    ...rest,
    ...words,
    organization: room.directory.current.get('organization', organizationId)?.name ?? null,
    since,
    stageSince,
    toldAt,
    acknowledged: acknowledged === null ? null : { at: acknowledged.at, actor: acknowledged.actor },
  };
}
