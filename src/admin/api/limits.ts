/** The table of limits and where it is overridden. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import { type LimitLevel, limitNames } from '../../directory/fields/values.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import { limitValue } from '../../mail/limit-values.ts';
import { type LimitName, type LimitOverrides, limitTable } from '../../mail/limits.ts';
import { naturalName } from '../../policy/changes/directory-rules.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { App } from '../http/fastify-app.ts';
import { changeDirectory } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { makeSystem } from '../changes/make-object.ts';
import { findObject } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { answers, nameParams, organizationQuery } from './schemas.ts';

type Limited = Extract<DirectoryObject, { limits: LimitOverrides }>;

const setBody = z.strictObject({
  value: z.int().min(1).nullable(),
  organization: z.string().max(bounds.admin.organizationGiven).optional(),
  connector: z.string().max(bounds.admin.organizationGiven).optional(),
  mailbox: z.string().max(bounds.admin.nameGiven).optional(),
});
const limitItem = z.looseObject({ name: z.string(), default: z.number(), value: z.number() });

const levelOf = (object: Limited): LimitLevel => (object.kind === 'inbound-connector' ? 'connector' : object.kind);

export function limitRoutes(app: App, room: AdminContext): void {
  app.get(
    '/limits',
    {
      schema: {
        tags: ['limits'],
        querystring: organizationQuery,
        response: answers(z.object({ items: z.array(limitItem) })),
      },
    },
    async () => ({
      items: (Object.keys(limitTable) as LimitName[]).map((name) => itemOf(room.directory.current, name)),
    }),
  );
  app.put(
    '/limits/:name',
    {
      schema: { tags: ['limits'], params: nameParams, body: setBody, response: answers(z.object({ item: limitItem })) },
    },
    async (request) => {
      const name = knownLimit(request.params.name);
      const { value } = request.body;
      const { warnings } = await changeDirectory(room, request.actor, (view) => {
        const target = targetOf(view, request.body, room);
        const level = levelOf(target);
        if (!limitNames(level).includes(name))
          throw new Problem(
            'not-allowed-here',
            `${name} cannot be set for one ${level}.`,
            `It can be set at: ${limitTable[name].overridableAt.join(', ')}.`,
          );
        const { [name]: present, ...others } = target.limits;
        // Taking away what was never set must not bring the system settings into being.
        if (value === null && present === undefined) return { edits: [], result: null };
        const object = { ...target, limits: value === null ? others : { ...others, [name]: value } };
        return { edits: [{ verb: 'put', object }], result: null };
      });
      return { item: itemOf(room.directory.current, name), warnings };
    },
  );
}

function itemOf(view: DirectoryView, name: LimitName) {
  const setAt = [...view.limited]
    .filter((object): object is Limited => 'limits' in object && object.limits[name] !== undefined)
    .map((object) => ({ level: levelOf(object), name: naturalName(view, object), value: object.limits[name] }));
  // `value` holds where nothing finer is set.
  return { name, ...limitTable[name], value: limitValue(name, [view.system?.limits]), setAt };
}

function knownLimit(name: string): LimitName {
  if (Object.hasOwn(limitTable, name)) return name as LimitName;
  throw new Problem('not-found', `There is no limit "${name.slice(0, bounds.admin.wordShown)}".`, {
    act: 'see-all',
    of: 'limits',
  });
}

function targetOf(view: DirectoryView, body: z.output<typeof setBody>, room: AdminContext): Limited {
  if (body.mailbox !== undefined) return findObject(view, 'mailbox', body.mailbox, body.organization);
  if (body.connector !== undefined) return findObject(view, 'inbound-connector', body.connector, body.organization);
  if (body.organization !== undefined) return findObject(view, 'organization', body.organization, null);
  return view.system ?? makeSystem(room.ids);
}
