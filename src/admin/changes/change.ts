/**
 * The one way a change reaches the directory: planned on the snapshot in force, checked, committed against that revision, and swapped in
 * before the answer. When somebody else was faster the plan is made again on what they left.
 */
import { kindWord } from '../../texts/en/problem-lines.ts';
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import { isDeepStrictEqual } from 'node:util';
import { listed } from '../../base/listed.ts';
import { slices } from '../../base/slices.ts';
import {
  changedLists,
  type ListChanges,
  type MissingEntry,
  type ReplacedList,
  replacedLists,
} from '../../directory/fields/list-changes.ts';
import { formsOfKind } from '../../directory/kinds/all.ts';
import { dkimSecret } from '../../directory/dkim-keys.ts';
import { blockListsOf } from '../../directory/block-lists.ts';
import type { DirectoryEdit, DirectoryObject, Organization } from '../../directory/objects.ts';
import { webhookSecret } from '../../directory/alarm-webhook.ts';
import { credentialSecret, isSealed } from '../../directory/sealed-credential.ts';
import {
  type BoundedProblems,
  checkEditsInPieces,
  type DirectoryProblem,
} from '../../policy/changes/directory-rules.ts';
import { Counting, countedWords } from '../../policy/changes/counted.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import { DirectoryConflict } from '../../store/store.ts';
import type { ChangeRoom } from '../context.ts';
import { knownProblem } from '../http/known-problem.ts';
import { Problem } from '../http/problem.ts';
import { ownHostProblems } from './own-hosts.ts';
import { refuseToLoseWays } from './waiting-mail.ts';
import { sealSecrets, splitSecrets } from '../secrets/organization-secrets.ts';
import type { ToldCure, Warning } from '../../mail/remedy.ts';
import { cureOf } from '../../texts/remedy.ts';
import { told } from '../../texts/told.ts';
import { line, lineOf } from '../../mail/lines/said.ts';

export interface Changed<Result> {
  readonly result: Result;
  readonly warnings: readonly Warning[];
  readonly revision: number;
  /** Of the object that is the result: lists in which something went or came, for the answer. */
  readonly told: { readonly replaced?: ReplacedList[] };
}

export interface Planned<Result> {
  readonly edits: readonly DirectoryEdit[];
  readonly result: Result;
}

/** @param plan pure: may be called again with a newer view. Throws Problem to refuse. */
export async function changeDirectory<Result>(
  room: ChangeRoom,
  actor: string,
  plan: (view: DirectoryView) => Planned<Result> | Promise<Planned<Result>>,
): Promise<Changed<Result>> {
  const rest = slices(room.clock);
  for (let attempt = 1; ; attempt++) {
    const view = room.directory.whole;
    const { edits: wanted, result: asked } = await plan(room.directory.seen(view));
    const theirs = room.directory.asTheirs(view, wanted);
    const result = answerKept(asked, wanted, theirs);
    const { edits: planned, sealing } = await splitSecrets(view, theirs, rest);
    const after = await view.changedInPieces(planned, rest);
    const warnings = await checkChange(room, view, after, planned);
    const edits = await realEdits(view, planned, rest);
    try {
      const revision = edits.length === 0 ? view.revision : await commit(room, actor, view, after, edits);
      await sealSecrets(room, actor, sealing);
      await forgetSealed(room, view, edits, rest);
      return { result, warnings, revision, told: toldReplaced(view, edits, result) };
    } catch (error) {
      if (!(error instanceof DirectoryConflict)) throw knownProblem(error) ?? error;
      await takeLatest(room, view, error, attempt);
    }
  }
}

/** An object that is the answer is told as it is kept. */
function answerKept<Result>(asked: Result, wanted: readonly DirectoryEdit[], kept: readonly DirectoryEdit[]): Result {
  if (kept === wanted) return asked;
  const edit = kept[wanted.findIndex((each) => each.verb === 'put' && each.object === asked)];
  // Of the same kind: it says more of the same object.
  return edit?.verb === 'put' ? (edit.object as Result) : asked;
}

function toldReplaced(
  view: DirectoryView,
  edits: readonly DirectoryEdit[],
  result: unknown,
): { replaced?: ReplacedList[] } {
  const edit = edits.find((each) => each.verb === 'put' && each.object === result);
  if (edit?.verb !== 'put' || edit.object.kind === 'system') return {};
  const before = view.get(edit.object.kind, edit.object.id);
  const replaced = before === null ? [] : replacedLists(formsOfKind[edit.object.kind].shape, before, edit.object);
  return replaced.length === 0 ? {} : { replaced: [...replaced] };
}

/** An object that stays as it was is no change: no new revision, no line in the audit log. */
async function realEdits(
  view: DirectoryView,
  planned: readonly DirectoryEdit[],
  rest: Rest,
): Promise<readonly DirectoryEdit[]> {
  const edits: DirectoryEdit[] = [];
  for (const edit of planned) {
    if (edit.verb === 'delete' || !isAsItWas(view, edit.object)) edits.push(edit);
    await rest();
  }
  return edits;
}

/** Resolves to the revision it makes. Rejects with DirectoryConflict when the store has gone on from the view. */
async function commit(
  room: ChangeRoom,
  actor: string,
  view: DirectoryView,
  after: DirectoryView,
  edits: readonly DirectoryEdit[],
): Promise<number> {
  const revision = await room.store.directory.change(edits, actor, room.clock.now(), view.revision);
  room.directory.replace(after.at(revision));
  return revision;
}

/** Somebody was faster: what they left is what the next plan is made on. Throws a Problem where that is of no use. */
async function takeLatest(
  room: ChangeRoom,
  view: DirectoryView,
  conflict: DirectoryConflict,
  attempt: number,
): Promise<void> {
  const latest = room.directory.whole.revision === view.revision ? await room.store.directory.load() : null;
  // The same revision: not a race, the store itself refuses the edit.
  if (latest?.revision === view.revision || attempt === bounds.admin.changeAttempts)
    throw new Problem(
      'changed-meanwhile',
      { why: 'refused', conflict: conflict.message },
      'Look at the present state and try again.',
    );
  if (latest !== null) room.directory.replace(latest);
}

/**
 * The rules that a change has to pass, made or only tried out. @param view all of the directory. @param after the same with all edits. Returns
 * warnings; throws Problem.
 */
export async function checkChange(
  room: Pick<ChangeRoom, 'directory' | 'store' | 'upstreamStatus' | 'clock' | 'leadsBack' | 'gatewayAddresses'>,
  view: DirectoryView,
  after: DirectoryView,
  edits: readonly DirectoryEdit[],
): Promise<readonly Warning[]> {
  const checked = await problemsOf(room, { view, after, edits }, slices(room.clock));
  const problems = [...checked.problems, ...(await ownHostProblems(room, view, edits))];
  const { more } = checked;
  refuseErrors({ problems, more });
  await refuseToLoseWays(room, view, after);
  return [...countedWarnings(problems.filter(({ severity }) => severity === 'warning')), ...moreWarnings(more.warning)];
}

interface Tried {
  readonly view: DirectoryView;
  readonly after: DirectoryView;
  readonly edits: readonly DirectoryEdit[];
}

/** The problems of a change as its caller may hear them (`heardProblems`). */
export async function problemsOf(
  { directory }: Pick<ChangeRoom, 'directory'>,
  { view, after, edits }: Tried,
  rest: Rest,
): Promise<BoundedProblems> {
  const seen = directory.seen(view);
  const part = seen.isWhole ? null : { view: seen, after: directory.seen(after) };
  return checkEditsInPieces(view, after, edits, rest, part);
}

/**
 * A sealed password goes with its credential, whatever took that away (its mailbox, a file), and the address of a webhook with it. A crash before leaves
 * them sealed and unused: passwords are swept away in an hour or two (`secrets/sweep-secrets.ts`).
 */
async function forgetSealed(
  { secrets }: ChangeRoom,
  before: DirectoryView,
  edits: readonly DirectoryEdit[],
  rest: Rest,
): Promise<void> {
  for (const edit of edits) {
    await rest();
    const credential = edit.verb === 'delete' ? before.get('credential', edit.id) : null;
    if (credential !== null && isSealed(credential)) await secrets.delete(credentialSecret(credential.id));
    const key = edit.verb === 'delete' ? before.get('dkim-key', edit.id) : null;
    if (key !== null) await secrets.delete(dkimSecret(key.id));
    const id = edit.verb === 'delete' ? edit.id : edit.object.id;
    const organization = before.get('organization', id);
    const goes = edit.verb === 'delete' || (edit.object.kind === 'organization' && edit.object.alarmWebhook === null);
    if (goes && organization?.alarmWebhook != null) await secrets.delete(webhookSecret(organization.id));
    if (organization !== null) await forgetListKeys(secrets, organization, edit);
  }
}

/** A list that is taken off, and named again later, has no key until it is given again. */
async function forgetListKeys(
  secrets: ChangeRoom['secrets'],
  before: Organization,
  edit: DirectoryEdit,
): Promise<void> {
  const kept = edit.verb === 'put' && edit.object.kind === 'organization' ? edit.object.blockLists : [];
  for (const { zone, secret } of blockListsOf(before))
    if (secret !== null && !kept.includes(zone)) await secrets.delete(secret);
}

const isAsItWas = (view: DirectoryView, object: DirectoryObject): boolean =>
  isDeepStrictEqual(view.get(object.kind, object.id), object);

/** Throws when an error is among the problems: 409 when something is still needed by others, else 422. */
export function refuseErrors({ problems, more }: BoundedProblems): void {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const others = errors.length - 1 + more.error;
  const [first] = errors;
  if (first === undefined) return;
  throw new Problem(
    errors.some((problem) => problem.path === '') ? 'still-needed' : 'breaks-rules',
    { kind: first.kind, name: first.name, finding: first.message, more: others },
    cureOf(first),
    errors.map(({ path, message, said, kind, name, ...finding }) => ({
      path: path === '' ? `${kind} ${name}` : path,
      message,
      ...(said && { said }),
      ...cureOf(finding),
    })),
  );
}

export const moreWarnings = (more: number): readonly Warning[] =>
  more === 0 ? [] : [line`and ${more} more warnings, which are not shown`];

/** Those that many objects have alike are told once, and counted. */
function countedWarnings(problems: readonly DirectoryProblem[]): readonly Warning[] {
  const byKind = Map.groupBy(problems, ({ kind }) => kind);
  return [...byKind].flatMap(([kind, found]) => {
    const counting = new Counting();
    const cures = new Map<string, ToldCure>();
    for (const problem of found) {
      const code = `${problem.path} ${problem.message}`;
      counting.add(code, kind === 'system' ? '' : problem.name, lineOf({ text: problem.message, said: problem.said }));
      if (!cures.has(code)) cures.set(code, cureOf(problem));
    }
    return counting.all.map((counted) => ({
      ...told(countedWords(kindWord(kind), counted)),
      ...(cures.get(counted.code) ?? { cure: '' }),
    }));
  });
}

/** The object with the fields a patch gives; those it leaves out stay. Throws a Problem for an entry to be taken from a list that has it not. */
export function merged<Value extends object>(
  present: Value,
  {
    lists: changes,
    ...patch
  }: { readonly [Key in keyof Value]?: Value[Key] | undefined } & {
    readonly lists?: ListChanges | undefined;
  },
): Value {
  const said = { ...present, ...given(patch) } as Value;
  if (changes === undefined) return said;
  const { lists, missing } = changedLists(said, changes);
  if (missing.length > 0) throw notInList(present, missing);
  return { ...said, ...lists };
}

/** A name that was typed wrong would leave its right to what was meant. */
function notInList(present: object, missing: readonly MissingEntry[]): Problem {
  const { kind, name, address } = present as {
    readonly kind?: string;
    readonly name?: string;
    readonly address?: string;
  };
  const [first] = missing;
  const finding = `${first?.entry} is not in ${first?.field}`;
  return new Problem(
    'breaks-rules',
    { kind: kind ?? 'object', name: address ?? name ?? '', finding, more: missing.length - 1 },
    `These are in it: ${listed((first?.before ?? []).slice(0, bounds.policy.neighboursNamed), first?.before.length ?? 0) || 'none'}.`,
  );
}
