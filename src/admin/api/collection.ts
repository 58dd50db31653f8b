/** What every collection has alike: list, show, delete. */
import type { DirectoryEdit, DirectoryKind, DirectoryObject } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { App } from '../http/fastify-app.ts';
import { changeDirectory } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { listAnswerOf } from '../http/list-answer.ts';
import { collectionOf, findObject, listObjects, type ObjectOf, organizationScope } from '../http/naming.ts';
import { type View, viewOf } from '../http/views.ts';
import { answers, itemAnswer, listAnswer, nameParams, organizationQuery } from './schemas.ts';
import { z } from 'zod';

type Collected = Exclude<DirectoryKind, 'system'>;

export interface CollectionOptions<Kind extends Collected> {
  /** Edits that go with a deletion: what cannot be without the object. */
  readonly alongside?: (view: DirectoryView, object: ObjectOf<Kind>) => readonly DirectoryEdit[];
  /** Throws a Problem for a name that may not be deleted, whether it is there or not. */
  readonly refuse?: (name: string) => void;
  /** After the commit: what lies outside the directory. */
  readonly afterwards?: (object: ObjectOf<Kind>) => Promise<void>;
  /** In place of the plain view: with what is known beside the directory. */
  readonly show?: (view: DirectoryView, object: ObjectOf<Kind>) => View;
}

export function collectionRoutes<Kind extends Collected>(
  app: App,
  room: AdminContext,
  kind: Kind,
  options: CollectionOptions<Kind> = {},
): void {
  const path = `/${collectionOf[kind]}`;
  const show = options.show ?? viewOf;
  app.get(
    path,
    { schema: { tags: [collectionOf[kind]], querystring: organizationQuery, response: answers(listAnswer) } },
    async (request, reply) => {
      const view = room.directory.current;
      const scope = organizationScope(view, request.query.organization);
      const objects = listObjects(view, kind, kind === 'organization' ? null : scope);
      return listAnswerOf(room, reply, {
        length: view.listOf(kind).length,
        objects,
        show: (object) => show(view, object),
        rest: { revision: view.revision },
      });
    },
  );
  app.get(
    `${path}/:name`,
    {
      schema: {
        tags: [collectionOf[kind]],
        params: nameParams,
        querystring: organizationQuery,
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const view = room.directory.current;
      return { item: show(view, findObject(view, kind, request.params.name, request.query.organization)) };
    },
  );
  app.delete(
    `${path}/:name`,
    {
      schema: {
        tags: [collectionOf[kind]],
        params: nameParams,
        querystring: organizationQuery,
        response: answers(z.null(), 204),
      },
    },
    async (request, reply) => {
      options.refuse?.(request.params.name);
      const { result } = await changeDirectory(room, request.actor, (view) => {
        const object = findObject(view, kind, request.params.name, request.query.organization);
        const edits: DirectoryEdit[] = [
          ...(options.alongside?.(view, object) ?? []),
          { verb: 'delete', kind, id: (object as DirectoryObject).id },
        ];
        return { edits, result: object };
      });
      await options.afterwards?.(result);
      return reply.code(204).send();
    },
  );
}
