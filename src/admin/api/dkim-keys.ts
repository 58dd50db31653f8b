/** DKIM keys: made with their pair, looked for in DNS, used and retired. The private half leaves the store to sign, and for nothing else. */
import { bounds } from '../../base/bounds.ts';
import type { DkimKey } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { freshSelector, put } from '../../policy/domains/dkim-health.ts';
import { toldWarnings } from '../answers/told-next.ts';
import { changeDirectory, type Planned } from '../changes/change.ts';
import { makeDkimKey } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { dkimKeys } from '../contracts/dkim-keys.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { MadePairs } from '../secrets/dkim-pairs.ts';
import { collectionRoutes } from './collection.ts';
import { shownDkimKey } from './shown-dkim-key.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids' | 'dkimChecks'>;

export const dkimKeyRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, dkimKeys, {
    show: (view, key) => shownDkimKey(room, view, key),
    filter: (key, { domain }) => domain === undefined || key.domain === domain,
  }),
  create(room),
  change(room),
  check(room),
];

const create = (room: Room): ApiRoute =>
  route(dkimKeys.create, async ({ body, query, actor }) => {
    const now = room.clock.now();
    const wanted = newKey(room, room.directory.current, body, query.organization, now);
    const pairs = await MadePairs.make(room, [wanted]);
    return changed(room, actor, (view) => {
      // The same name as before, for which the pair was made.
      const key = newKey(room, view, { ...body, selector: wanted.selector }, query.organization, now);
      const edits = pairs.into([{ verb: 'put', object: key }]);
      return { edits, result: keyIn(edits) };
    });
  });

const keyIn = (edits: Planned<DkimKey>['edits']): DkimKey => {
  const [edit] = edits;
  if (edit?.verb !== 'put' || edit.object.kind !== 'dkim-key') throw new Error('an edit that puts a key');
  return edit.object;
};

function newKey(
  { ids }: Pick<Room, 'ids'>,
  view: DirectoryView,
  { domain, algorithm, selector }: Pick<DkimKey, 'domain' | 'algorithm'> & { readonly selector?: string | undefined },
  organization: string | undefined,
  now: number,
): DkimKey {
  // The organization whose domain it is, where none is said.
  const accepted = organization === undefined ? findObject(view, 'domain', domain, undefined) : null;
  const { id } = accepted === null ? requireOrganization(view, organization) : { id: accepted.organizationId };
  const keys = view.dkimKeysOf(id, domain);
  return makeDkimKey(ids, id, { domain, algorithm, selector: selector ?? freshSelector(keys, algorithm, now) }, now);
}

const change = (room: Room): ApiRoute =>
  route(dkimKeys.change, ({ body, params, query, actor }) =>
    changed(room, actor, (view) => {
      const key = findObject(view, 'dkim-key', params.name, query.organization);
      const keys = view.dkimKeysOf(key.organizationId, key.domain);
      const { state = key.state } = body;
      const after = state === key.state || state === 'next' ? [key] : put(key, state, keys, room.clock.now());
      const edits = after.map((object) => ({ verb: 'put', object }) as const);
      return { edits, result: after.at(-1) ?? key };
    }),
  );

async function changed(room: Room, actor: string, plan: (view: DirectoryView) => Planned<DkimKey>) {
  const { result, warnings, told } = await changeDirectory(room, actor, plan);
  return { item: shownDkimKey(room, room.directory.current, result), ...toldWarnings(warnings), ...told };
}

const check = (room: Room): ApiRoute =>
  route(
    dkimKeys.check,
    async ({ params, query, gone }) => {
      const { id } = findObject(room.directory.current, 'dkim-key', params.name, query.organization);
      if (room.dkimChecks === undefined)
        throw new Problem('not-running-here', { room: 'checkup' }, 'Ask the running server.');
      const look = await room.dkimChecks.check(id, { outside: false }, gone());
      const view = room.directory.current;
      const item = shownDkimKey(room, view, findObject(view, 'dkim-key', id, undefined));
      const servers = (look?.servers ?? []).map((server) => ({ ...server, seen: [...server.seen] }));
      return { item, found: look?.state ?? ('unknown' as const), servers };
    },
    { handlerTimeout: bounds.admin.check },
  );
