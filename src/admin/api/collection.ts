/** Routes that every collection has alike: list, show, remove. */
import type { ObjectId } from '../../base/id.ts';
import { lowerCase } from '../../base/lower-case.ts';
import type { Plain } from '../../directory/fields/forms.ts';
import type { Credential, DirectoryEdit, DirectoryObject, Organization } from '../../directory/objects.ts';
import type { ObjectOf } from '../../directory/entries.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { naturalName } from '../../policy/changes/directory-rules.ts';
import { changeDirectory } from '../changes/change.ts';
import type { ChangeRoom } from '../context.ts';
import type { CollectedKind } from '../contracts/collection.ts';
import type { groups } from '../contracts/mailboxes.ts';
import type { Operation, QueryOf } from '../contracts/operation.ts';
import type { ViewOf } from '../contracts/views.ts';
import { listAnswer, type Order } from '../answers/list-answer.ts';
import { findObject, isIn, organizationScope } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';

interface Contract<Kind extends CollectedKind, List extends Operation> {
  readonly kind: Kind;
  readonly list: List;
  readonly show: Operation;
  readonly remove: Operation;
}

export interface CollectionOptions<Kind extends CollectedKind, List extends Operation> {
  readonly show: (view: DirectoryView, object: ObjectOf<Kind>) => Plain<ViewOf<Kind>> | Promise<Plain<ViewOf<Kind>>>;
  /** Ids of those that may belong into such a list, where that takes long to find out; null: of any. */
  readonly sieve?: (
    query: QueryOf<List>,
    view: DirectoryView,
    scope: Organization | null,
  ) => Promise<ReadonlySet<ObjectId> | null>;
  /** Whether it belongs into a list that was asked for with this query. */
  readonly filter?: (object: ObjectOf<Kind>, query: QueryOf<List>, view: DirectoryView) => boolean;
  /** Edits that go with a deletion: what cannot be without the object. */
  readonly alongside?: (view: DirectoryView, object: ObjectOf<Kind>) => readonly DirectoryEdit[];
  /** Throws a Problem for a name that may not be deleted, whether it is there or not. */
  readonly refuse?: (name: string) => void;
  /** After the commit: what lies outside the directory. */
  readonly afterwards?: (object: ObjectOf<Kind>) => Promise<void>;
}

export function collectionRoutes<Kind extends CollectedKind, List extends Operation>(
  room: ChangeRoom,
  contract: Contract<Kind, List>,
  options: CollectionOptions<Kind, List>,
): readonly ApiRoute[] {
  const { kind } = contract;
  // The operations of all collections are alike but for what they show; those of groups stand for all.
  const { list, show, remove } = contract as unknown as typeof groups;
  const shown = (view: DirectoryView) => (object: ObjectOf<Kind>) =>
    options.show(view, object) as unknown as Plain<ViewOf<'group'>> | Promise<Plain<ViewOf<'group'>>>;
  return [
    route(list, async ({ query }) => {
      const view = room.directory.current;
      const scope = kind === 'organization' ? null : organizationScope(view, query.organization);
      const sieved = (await options.sieve?.(query as unknown as QueryOf<List>, view, scope)) ?? null;
      const part = query.text?.toLowerCase();
      const listed = {
        pieces: view.listOf(kind).pieces(),
        isWanted: (object: ObjectOf<Kind>) =>
          isIn(object, scope) &&
          (sieved === null || sieved.has((object as DirectoryObject).id)) &&
          (options.filter?.(object, query as unknown as QueryOf<List>, view) ?? true) &&
          (part === undefined || namesOf(view, object).some((each) => each.toLowerCase().includes(part))),
        order: byName(view),
        show: shown(view),
      };
      return listAnswer(room.clock, listed, query, { revision: view.revision });
    }),
    route(show, async ({ params, query }) => {
      const view = room.directory.current;
      return { item: await shown(view)(findObject(view, kind, params.name, query.organization)) };
    }),
    route(remove, async ({ params, query, actor }) => {
      options.refuse?.(params.name);
      const { result } = await changeDirectory(room, actor, (view) => {
        const object = findObject(view, kind, params.name, query.organization);
        const edits: DirectoryEdit[] = [
          ...(options.alongside?.(view, object) ?? []),
          { verb: 'delete', kind, id: (object as DirectoryObject).id },
        ];
        return { edits, result: object };
      });
      await options.afterwards?.(result);
    }),
  ];
}

/** In the order of the alphabet; the id keeps those of one name apart. */
const byName = (view: DirectoryView): Order<DirectoryObject> => [
  // A credential stands with its mailbox: its own name is joined only where that decides.
  (object) => (object.kind === 'credential' ? mailboxOf(view, object) : lowerCase(naturalName(view, object))),
  (object) => (object.kind === 'credential' ? lowerCase(object.name) : ''),
  (object) => object.id,
];

const mailboxOf = (view: DirectoryView, { mailboxId }: Credential): string =>
  lowerCase(view.get('mailbox', mailboxId)?.address ?? '');

/** All that people call it. */
function namesOf(view: DirectoryView, object: DirectoryObject): readonly string[] {
  const own = naturalName(view, object);
  switch (object.kind) {
    case 'mailbox':
    case 'group':
      return [own, object.displayName, ...object.aliases];
    case 'credential':
      return [own, object.username];
    case 'device':
      return [own, object.place, ...object.addresses, ...object.logins];
    default:
      return [own];
  }
}
