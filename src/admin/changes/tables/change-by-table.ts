/** A table tried out, or made to hold: all of it as one change, or nothing. */
import type { Warning } from '../../../mail/remedy.ts';
import { slices } from '../../../base/slices.ts';
import type { DirectoryEdit } from '../../../directory/objects.ts';
import type { DirectoryView, Rest } from '../../../directory/snapshot.ts';
import { doubtsOf } from '../../../policy/changes/connector-warnings.ts';
import { Counting, countedWords } from '../../../policy/changes/counted.ts';
import type { AdminContext, ChangeRoom } from '../../context.ts';
import type { PlannedChange } from '../apply-plan.ts';
import { changeDirectory, checkChange } from '../change.ts';
import type { TableRead } from './table.ts';
import { refuseTable, type TableChange } from './table-change.ts';
import { told } from '../../../texts/told.ts';

export type TableRoom = ChangeRoom & Pick<AdminContext, 'ids' | 'gatewayAddresses'>;

/** The rows. Throws a Problem with all that is wrong in the file. */
export function rowsOf<Fields>(
  read: TableRead<Fields>,
): Extract<TableRead<Fields>, { readonly rows: unknown }>['rows'] {
  if ('rows' in read) return read.rows;
  refuseTable(read.problems);
  return [];
}

interface PlannedTable {
  readonly change: TableChange;
}

export interface TableAnswer {
  readonly changes: readonly PlannedChange[];
  readonly applied: boolean;
  readonly revision: number;
  readonly warnings: readonly Warning[];
}

export interface ChangedByTable<Plan extends PlannedTable> {
  readonly plan: Plan;
  readonly answer: TableAnswer;
}

/**
 * @param plan may be asked again with a newer view.
 * @param prepare makes what the change needs, once it would be taken; gives the edits of a plan with it.
 */
export async function changeByTable<Plan extends PlannedTable>(
  room: TableRoom,
  { actor, dryRun }: { readonly actor: string; readonly dryRun: boolean },
  plan: (view: DirectoryView, rest: Rest) => Promise<Plan>,
  prepare: (first: Plan) => Promise<(plan: Plan) => readonly DirectoryEdit[]> = async () => editsOf,
): Promise<ChangedByTable<Plan>> {
  const rest = slices(room.clock);
  const judged = async (view: DirectoryView): Promise<Plan> => {
    const planned = await plan(view, rest);
    await planned.change.refuseWrong(rest);
    return planned;
  };
  const { whole } = room.directory;
  const view = room.directory.seen(whole);
  const first = await judged(view);
  if (dryRun) {
    const tried = room.directory.asTheirs(whole, first.change.edits);
    const warnings = await checkChange(room, whole, await whole.changedInPieces(tried, rest), tried);
    return { plan: first, answer: await answerOf(room, first, { applied: false, revision: view.revision, warnings }) };
  }
  const edits = await prepare(first);
  const { result, warnings, revision } = await changeDirectory(room, actor, async (latest) => {
    const planned = latest === view ? first : await judged(latest);
    return { edits: edits(planned), result: planned };
  });
  return { plan: result, answer: await answerOf(room, result, { applied: true, revision, warnings }) };
}

const editsOf = ({ change }: PlannedTable): readonly DirectoryEdit[] => change.edits;

async function answerOf(
  room: TableRoom,
  { change }: PlannedTable,
  said: Omit<TableAnswer, 'changes'>,
): Promise<TableAnswer> {
  const warnings = [...said.warnings, ...(await connectorsWarned(room, change))];
  return { ...said, changes: change.changes, warnings };
}

/** Of connectors that get addresses, as of one that is added by hand; but for what holds of every connector. */
async function connectorsWarned(room: TableRoom, { edits, view }: TableChange): Promise<readonly Warning[]> {
  const rest = slices(room.clock);
  const gateways = room.gatewayAddresses();
  const counting = new Counting();
  for (const edit of edits) {
    if (edit.verb !== 'put' || edit.object.kind !== 'inbound-connector') continue;
    const { name } = edit.object;
    // A device's own connector beside the network of others is what was asked for.
    for (const { code, ...doubt } of await doubtsOf(view, edit.object, gateways, rest))
      if (code !== 'covered-already') counting.add(code, name, doubt);
  }
  return counting.all.map((counted) => told(countedWords('connector', counted)));
}
