/** Several unknown devices let in at once: each as by itself, in a change of its own, so that one that cannot be let in keeps no other out. */
import type { Warning } from '../../mail/remedy.ts';
import { bounds } from '../../base/bounds.ts';
import { slices } from '../../base/slices.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { coverage } from '../../mail/network/peer-address.ts';
import type { Sighting } from '../../mail/sighting.ts';
import { type ApprovalPlan, planApproval } from '../changes/approve-device.ts';
import { changeDirectory, checkChange } from '../changes/change.ts';
import { waitingDevices } from '../contracts/devices.ts';
import type { AnswerOf, BodyOf } from '../contracts/operation.ts';
import { organizationScope } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, type Asked, route } from '../http/route.ts';
import { toldNext, toldWarnings } from '../answers/told-next.ts';
import { ownerOf } from './shown-device.ts';
import { approvedBy, type WaitingRoom } from './waiting-devices.ts';

type Several = typeof waitingDevices.approveSeveral;
type Item = AnswerOf<Several>['items'][number];

export const approveDevicesRoutes = (room: WaitingRoom): readonly ApiRoute[] => [
  route(
    waitingDevices.approveSeveral,
    async (asked) => {
      const { body } = asked;
      if (body.devices.length === 0 && !body.allWaiting && body.network === undefined)
        throw new Problem('nothing-selected', {}, 'Name devices, or say allWaiting or a network.');
      const all = selected(room, asked);
      if (body.name !== undefined && all.length > 1) throw oneName(all);
      const names = all.slice(0, bounds.admin.approvedAtOnce);
      const items = body.dryRun ? await tryOut(room, asked, names) : await letIn(room, asked, names);
      return { items, more: all.length - names.length, applied: !body.dryRun };
    },
    { handlerTimeout: bounds.admin.apply },
  ),
];

const oneName = (selected: readonly string[]): Problem =>
  new Problem('invalid-fields', { why: 'fields' }, 'Let them in without it: each is named as it calls itself.', [
    { path: 'name', message: `a name is of one device, and ${selected.length} are selected`, cure: 'leave it out' },
  ]);

/** Each once: those that are named first, then those that wait, by address. */
function selected(room: WaitingRoom, { body, query }: Asked<Several>): readonly string[] {
  const view = room.directory.current;
  const scope = organizationScope(view, query.organization ?? '*');
  const { devices, allWaiting, network } = body;
  const isMeant = (sighting: Sighting): boolean =>
    sighting.waiting?.ignored === false &&
    (scope === null || ownerOf(view, sighting)?.id === scope.id) &&
    (network === undefined ? allWaiting : coverage(network, sighting.addresses[0] ?? '') !== null);
  const waiting = room.devices
    .strangers()
    .filter(isMeant)
    .map(({ addresses }) => addresses[0] ?? '')
    .toSorted();
  return [...new Set([...devices, ...waiting])];
}

function planOf(room: WaitingRoom, view: DirectoryView, name: string, { query, body }: Asked<Several>): ApprovalPlan {
  const approved = approvedBy(room, view, name, query.organization);
  return planApproval(view, { ids: room.ids, ...room.settings }, approved, approvalIn(body));
}

const approvalIn = ({ name, place, owner, language, profile, connector, relay }: BodyOf<Several>) => ({
  name,
  place,
  owner,
  language,
  profile,
  connector,
  relay,
});

async function letIn(room: WaitingRoom, asked: Asked<Several>, names: readonly string[]): Promise<Item[]> {
  const items: Item[] = [];
  for (const name of names)
    items.push(
      await outcomeOf(name, async () => {
        const { result, warnings } = await changeDirectory(room, asked.actor, (view) => {
          const plan = planOf(room, view, name, asked);
          return { edits: plan.edits, result: plan };
        });
        return itemOf(name, 'approved', result, warnings);
      }),
    );
  return items;
}

/** One after the other on what those before would leave: two of one name, or one connector for all, show as they would come. */
async function tryOut(room: WaitingRoom, asked: Asked<Several>, names: readonly string[]): Promise<Item[]> {
  const rest = slices(room.clock);
  let { whole } = room.directory;
  const items: Item[] = [];
  for (const name of names)
    items.push(
      await outcomeOf(name, async () => {
        const plan = planOf(room, room.directory.seen(whole), name, asked);
        const edits = room.directory.asTheirs(whole, plan.edits);
        const after = await whole.changedInPieces(edits, rest);
        const warnings = await checkChange(room, whole, after, edits);
        whole = after;
        return itemOf(name, 'would-be-approved', plan, warnings);
      }),
    );
  return items;
}

async function outcomeOf(asked: string, act: () => Promise<Item>): Promise<Item> {
  try {
    return await act();
  } catch (error) {
    // A store that cannot write is no outcome of one alone.
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    const nothing = { name: null, addresses: [], profile: null, connector: null, done: [], warnings: [] };
    return { asked, outcome: 'refused', ...nothing, ...toldNext([]), problem: error.body() };
  }
}

const itemOf = (
  asked: string,
  outcome: Item['outcome'],
  { device, connector, done, next }: ApprovalPlan,
  warnings: readonly Warning[],
): Item => ({
  asked,
  outcome,
  name: device.name,
  addresses: [...device.addresses],
  profile: device.profile,
  connector: connector?.name ?? null,
  done: [...done],
  ...toldNext(next),
  ...toldWarnings(warnings),
  problem: null,
});
