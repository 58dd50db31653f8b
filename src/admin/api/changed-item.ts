/** The answer to a change of one object: as it is then, and what may be a mistake about it. */
import { toldWarnings } from '../answers/told-next.ts';
import type { ObjectOf } from '../../directory/entries.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { DirectoryKind } from '../../directory/objects.ts';
import { changeDirectory, type Planned } from '../changes/change.ts';
import type { ChangeRoom } from '../context.ts';
import { viewOf } from '../answers/views.ts';

/** Of the others there is more to show: `shownDevice`, `shownDomain`, `shownConnector`, `shownDkimKey`. */
type Shown = Exclude<DirectoryKind, 'device' | 'domain' | 'inbound-connector' | 'dkim-key'>;

export async function changedItem<Kind extends Shown>(
  room: ChangeRoom,
  actor: string,
  plan: (view: DirectoryView) => Planned<ObjectOf<Kind>>,
) {
  const { result, warnings, told } = await changeDirectory(room, actor, plan);
  return { item: viewOf<Kind>(room.directory.current, result), ...toldWarnings(warnings), ...told };
}

/** The same of a change that touches nothing but the object. */
export const putItem = <Kind extends Shown>(
  room: ChangeRoom,
  actor: string,
  make: (view: DirectoryView) => ObjectOf<Kind>,
) =>
  changedItem<Kind>(room, actor, (view) => {
    const object = make(view);
    return { edits: [{ verb: 'put', object }], result: object };
  });
