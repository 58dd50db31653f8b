/** Views of lists, and last searches of the message trace, that each person keeps for themselves. */
import type { Caller } from '../../mail/doors/caller.ts';
import type { AdminContext } from '../context.ts';
import { ownQueries } from '../contracts/own-queries.ts';
import { Problem } from '../http/problem.ts';
import { TRACE } from '../sign-in/saved-queries.ts';
import { type ApiRoute, route } from '../http/route.ts';

export const ownQueryRoutes = ({ queries }: Pick<AdminContext, 'queries'>): readonly ApiRoute[] => [
  route(ownQueries.list, async ({ caller: { actor, session } }) => {
    if (session === undefined) return { saved: [], last: [] };
    const { saved, last } = await queries.of(actor);
    return { saved: [...saved], last: [...last] };
  }),
  route(ownQueries.save, async ({ body: { page, name, words }, caller }) => ({
    item: await queries.save(personIn(caller), page ?? TRACE, name, words),
  })),
  route(ownQueries.searched, ({ body: { words }, caller }) => queries.searched(personIn(caller), words)),
  route(ownQueries.remove, ({ params: { id }, caller }) => queries.remove(personIn(caller), id)),
];

/** Throws a Problem for a program: there may be ever new ones. */
function personIn({ session, actor }: Caller): string {
  if (session === undefined) throw new Problem('no-session', {}, 'A program keeps its searches itself.');
  return actor;
}
