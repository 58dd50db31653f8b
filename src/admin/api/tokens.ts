/** Tokens of those who come by TCP. */
import { bounds } from '../../base/bounds.ts';
import type { AdminContext } from '../context.ts';
import { tokens } from '../contracts/house.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = Pick<AdminContext, 'store' | 'clock' | 'tokens'>;

export const tokenRoutes = (room: Room): readonly ApiRoute[] => [
  route(tokens.list, async () => ({ items: await room.tokens.list() })),
  route(tokens.create, async ({ body: { name }, actor }) => {
    const there = await room.tokens.list();
    if (there.some((each) => each.name === name))
      throw new Problem('already-there', { what: 'token', name }, 'Choose another name, or delete that one first.');
    if (there.length >= bounds.admin.tokens)
      throw new Problem('too-many', { what: 'tokens', most: bounds.admin.tokens }, 'Delete those nobody uses.');
    const token = await room.tokens.create(name);
    await note(room, actor, name, 'created');
    return { name, token };
  }),
  route(tokens.remove, async ({ params: { name }, actor }) => {
    if (!(await room.tokens.delete(name)))
      throw new Problem('not-found', { what: 'token', name }, { act: 'see-all', of: 'tokens' });
    await note(room, actor, name, 'deleted');
  }),
];

const note = (room: Room, actor: string, name: string, act: string): Promise<void> =>
  room.store.directory.note({
    at: room.clock.now(),
    actor,
    kind: 'secret',
    id: `token:${name}`,
    name: `token:${name}`,
    before: null,
    after: act,
  });
