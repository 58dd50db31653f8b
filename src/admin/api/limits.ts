/** The table of limits and where it is overridden. */
import { toldWarnings } from '../answers/told-next.ts';
import { bounds } from '../../base/bounds.ts';
import { slices } from '../../base/slices.ts';
import { type LimitLevel, limitNames } from '../../directory/fields/values.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import { limitValue } from '../../mail/limit-values.ts';
import { type LimitName, type LimitOverrides, limitTable } from '../../mail/limits.ts';
import { naturalName } from '../../policy/changes/directory-rules.ts';
import { changeDirectory } from '../changes/change.ts';
import { makeSystem } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { limits } from '../contracts/limits.ts';
import type { BodyOf } from '../contracts/operation.ts';
import type { LimitUse } from '../../policy/alarms/limit-alarms.ts';
import { findObject, organizationsSaid } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids' | 'limitUses'>;
type Limited = Extract<DirectoryObject, { limits: LimitOverrides }>;

const levelOf = (object: Limited): LimitLevel => (object.kind === 'inbound-connector' ? 'connector' : object.kind);

export const limitRoutes = (room: Room): readonly ApiRoute[] => [
  route(limits.list, async () => {
    const view = room.directory.current;
    const setAt = await overrides(view, slices(room.clock));
    return {
      items: (Object.keys(limitTable) as LimitName[]).map((name) => itemOf(view, name, setAt.get(name) ?? [])),
    };
  }),
  route(limits.uses, async ({ query }) => {
    const view = room.directory.current;
    if (room.limitUses === undefined)
      throw new Problem('not-running-here', { room: 'receive' }, 'Ask the server that takes mail.');
    const only = organizationsSaid(view, query.organization);
    const uses = await room.limitUses((id) => only?.includes(id) ?? true);
    const share = ({ used, most }: LimitUse): number => used / most;
    return {
      items: uses
        .toSorted((a, b) => share(b) - share(a) || (a.called < b.called ? -1 : 1))
        .slice(0, bounds.admin.limitUses)
        .map(({ of, called, organizationId, name, used, most, words }) => ({
          ...{ of, called, organization: view.get('organization', organizationId)?.name ?? null },
          ...{ limit: name, used, most, unit: words },
        })),
    };
  }),
  route(limits.set, async ({ params, body, actor }) => {
    const name = knownLimit(params.name);
    const { value } = body;
    const { warnings } = await changeDirectory(room, actor, (view) => {
      const target = targetOf(view, body, room);
      const level = levelOf(target);
      if (!limitNames(level).includes(name))
        throw new Problem(
          'not-allowed-here',
          { what: 'limit', limit: name, level, levels: limitTable[name].overridableAt },
          `It can be set at: ${limitTable[name].overridableAt.join(', ')}.`,
        );
      const { [name]: present, ...others } = target.limits;
      // Taking away what was never set must not bring the system settings into being.
      if (value === null && present === undefined) return { edits: [], result: null };
      const object = { ...target, limits: value === null ? others : { ...others, [name]: value } };
      return { edits: [{ verb: 'put', object }], result: null };
    });
    const view = room.directory.current;
    const setAt = await overrides(view, slices(room.clock));
    return { item: itemOf(view, name, setAt.get(name) ?? []), ...toldWarnings(warnings) };
  }),
];

interface Override {
  readonly level: LimitLevel;
  readonly name: string;
  readonly value: number;
}

/** By limit, in one look at what sets any. */
async function overrides(view: DirectoryView, rest: Rest): Promise<ReadonlyMap<string, readonly Override[]>> {
  const found = new Map<string, Override[]>();
  for (const object of view.limited) {
    await rest();
    if (!('limits' in object)) continue;
    const where = { level: levelOf(object), name: naturalName(view, object) };
    for (const [limit, value] of Object.entries(object.limits)) {
      const alike = found.get(limit) ?? [];
      found.set(limit, alike);
      alike.push({ ...where, value });
    }
  }
  return found;
}

/** `value` holds where nothing finer is set. */
function itemOf(view: DirectoryView, name: LimitName, setAt: readonly Override[]) {
  const { mailNeeds: _, ...told } = limitTable[name];
  return { name, ...told, value: limitValue(name, [view.system?.limits]), setAt };
}

function knownLimit(name: string): LimitName {
  if (Object.hasOwn(limitTable, name)) return name as LimitName;
  throw new Problem(
    'not-found',
    { what: 'limit', name: name.slice(0, bounds.admin.wordShown) },
    { act: 'see-all', of: 'limits' },
  );
}

function targetOf(view: DirectoryView, body: BodyOf<typeof limits.set>, room: Room): Limited {
  if (body.mailbox !== undefined) return findObject(view, 'mailbox', body.mailbox, body.organization);
  if (body.connector !== undefined) return findObject(view, 'inbound-connector', body.connector, body.organization);
  if (body.organization !== undefined) return findObject(view, 'organization', body.organization, null);
  return view.system ?? makeSystem(room.ids);
}
