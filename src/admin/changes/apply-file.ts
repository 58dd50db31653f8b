/** An organization file tried out, or applied: planned as it is read, checked, its new passwords made, and all of it one change. */
import type { Warning } from '../../mail/remedy.ts';
import { bounds } from '../../base/bounds.ts';
import { slices } from '../../base/slices.ts';
import { connectorWarningsInPieces } from '../../policy/changes/connector-warnings.ts';
import { Counting, countedWords } from '../../policy/changes/counted.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import { type Making, planApply } from './apply.ts';
import type { ApplyPlan, PlannedChange } from './apply-plan.ts';
import { changeDirectory, checkChange, moreWarnings, problemsOf, refuseErrors } from './change.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { MadePairs } from '../secrets/dkim-pairs.ts';
import { MadePasswords, type ShownPassword, type WantedPassword } from '../secrets/made-passwords.ts';
import { fileWarnings } from './named-files.ts';
import { type FileReading, OtherLayout } from './read-file.ts';
import { secretOf } from './upstream-auth.ts';
import { toldCure } from '../../texts/remedy.ts';
import { told } from '../../texts/told.ts';
import { line } from '../../mail/lines/said.ts';

export type ApplyRoom = ChangeRoom & Pick<AdminContext, 'ids' | 'random' | 'gatewayAddresses'>;

export interface AppliedFile {
  readonly changes: readonly PlannedChange[];
  readonly applied: boolean;
  readonly revision: number;
  readonly warnings: readonly Warning[];
  readonly passwords?: readonly ShownPassword[];
}

export async function tryOutFile(room: ApplyRoom, reading: FileReading, making: Making): Promise<AppliedFile> {
  const rest = slices(room.clock);
  const view = room.directory.whole;
  const plan = await planned(room.directory.seen(view), reading, making, rest);
  const edits = room.directory.asTheirs(view, plan.edits);
  const after = await view.changedInPieces(edits, rest);
  const warnings = [
    ...(await checkChange(room, view, after, edits)),
    ...(await planWarnings(room, room.directory.seen(after), plan, rest)),
  ];
  return { changes: plan.changes, applied: false, revision: view.revision, warnings };
}

interface Applying {
  readonly actor: string;
  /** The revision that the change was looked at with; null: whatever it is. */
  readonly seen: number | null;
}

/** Throws a Problem unless the directory is as it was seen. */
function requireRevision({ seen }: Applying, { revision }: DirectoryView): void {
  if (seen === null || seen === revision) return;
  throw new Problem('not-as-seen', {}, 'Try the file out again, and look at what it would change now.');
}

export async function applyFile(
  room: ApplyRoom,
  applying: Applying,
  reading: FileReading,
  making: Making,
): Promise<AppliedFile> {
  const rest = slices(room.clock);
  const whole = room.directory.whole;
  requireRevision(applying, whole);
  const view = room.directory.seen(whole);
  const first = await planned(view, reading, making, rest);
  room.directory.asTheirs(whole, first.edits);
  const passwords = await makePasswords(room, whole, first, rest);
  const pairs = await MadePairs.make(room, first.newKeys);
  const changed = await changeDirectory(room, applying.actor, async (latest) => {
    requireRevision(applying, latest);
    // Planned already, unless somebody changed the directory meanwhile.
    const plan = latest === view ? first : await planned(latest, reading, making, rest);
    return { edits: pairs.into(passwords.into(plan.edits, wantedBy(plan))), result: plan };
  });
  const plan = changed.result;
  return {
    changes: plan.changes,
    applied: true,
    revision: changed.revision,
    warnings: [...changed.warnings, ...(await planWarnings(room, room.directory.current, plan, rest))],
    ...(plan.newCredentials.length === 0 ? {} : { passwords: passwords.shown(wantedBy(plan)) }),
  };
}

const wantedBy = ({ newCredentials }: ApplyPlan): readonly WantedPassword[] =>
  newCredentials.map((one) => ({ ...one, plain: null }));

async function planned(view: DirectoryView, reading: FileReading, making: Making, rest: Rest): Promise<ApplyPlan> {
  try {
    return await planApply(view, reading.actions(), making, rest);
  } catch (error) {
    if (!(error instanceof OtherLayout)) throw error;
    return planApply(view, reading.actions(), making, rest);
  }
}

/** Refuses a change that breaks a rule before it hashes any password, or makes a key. */
async function makePasswords(
  room: ApplyRoom,
  view: DirectoryView,
  plan: ApplyPlan,
  rest: Rest,
): Promise<MadePasswords> {
  const { edits } = plan;
  if (plan.newCredentials.length + plan.newKeys.length > 0)
    refuseErrors(await problemsOf(room, { view, after: await view.changedInPieces(edits, rest), edits }, rest));
  return MadePasswords.make(room, wantedBy(plan));
}

/** @param after the directory as the file makes it. */
async function planWarnings(
  room: ApplyRoom,
  after: DirectoryView,
  plan: ApplyPlan,
  rest: Rest,
): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  const counting = new Counting();
  let more = 0;
  const warn = (found: readonly Warning[]): void => {
    for (const warning of found)
      if (warnings.length < bounds.policy.problemsTold) warnings.push(warning);
      else more++;
  };
  for (const edit of plan.edits) {
    await rest();
    if (edit.verb !== 'put' || edit.object.kind !== 'inbound-connector') continue;
    const { name } = edit.object;
    for (const { code, ...doubt } of await connectorWarningsInPieces(after, edit.object, room.gatewayAddresses(), rest))
      counting.add(code, name, doubt);
  }
  warn(counting.all.map((counted) => told(countedWords('inbound-connector', counted))));
  const kept = new Set(await room.secrets.names());
  for (const { connector, kind, secret } of plan.wantedSecrets)
    if (!kept.has(secret))
      warn([
        {
          ...(kind === 'password'
            ? line`outbound-connector ${connector}: its password is not set here yet, and mail that way fails until it is:`
            : line`outbound-connector ${connector}: its secret is not set here yet, and mail that way waits until it is:`),
          ...toldCure({ act: 'set-secret', name: connector, secret: secretOf(kind) }),
        },
      ]);
  for (const edit of plan.edits) {
    await rest();
    if (edit.verb === 'put' && edit.object.kind === 'outbound-connector') warn(await fileWarnings(edit.object));
  }
  return [...warnings, ...moreWarnings(more)];
}
