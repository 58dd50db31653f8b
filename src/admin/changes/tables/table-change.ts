/** The change that a table makes: its edits row by row, each told with the line it comes from. Pure. */
import { bounds } from '../../../base/bounds.ts';
import type { FieldProblem } from '../../../config/schema-problems.ts';
import type { DirectoryEdit, DirectoryObject } from '../../../directory/objects.ts';
import type { DirectoryView, Rest } from '../../../directory/snapshot.ts';
import { checkEditsInPieces, naturalName } from '../../../policy/changes/directory-rules.ts';
import { cureOf } from '../../../texts/remedy.ts';
import { Problem } from '../../http/problem.ts';
import type { PlannedChange } from '../apply-plan.ts';
import { describe } from '../describe.ts';
import { type AnyTable, atLine } from './table.ts';

export class TableChange {
  readonly changes: PlannedChange[] = [];
  /** By kind and id: of several of one object the last one holds. */
  readonly #edits = new Map<string, DirectoryEdit>();
  readonly #wrongs: FieldProblem[] = [];
  readonly #before: DirectoryView;
  readonly #table: AnyTable;
  /** By kind and name: an object's first line. */
  readonly #lines = new Map<string, number>();
  #view: DirectoryView;

  constructor(view: DirectoryView, table: AnyTable) {
    this.#before = view;
    this.#view = view;
    this.#table = table;
  }

  /** With what the rows so far have changed. */
  get view(): DirectoryView {
    return this.#view;
  }

  get edits(): readonly DirectoryEdit[] {
    return [...this.#edits.values()].filter(
      (edit) => edit.verb === 'put' || this.#before.get(edit.kind, edit.id) !== null,
    );
  }

  /** So far: all that rows say and that cannot be. */
  get wrongs(): readonly FieldProblem[] {
    return this.#wrongs;
  }

  wrong(line: number, problem: FieldProblem): void {
    this.#wrongs.push(atLine(this.#table, line, problem));
  }

  /** @param told the fields that are shown; absent: those that differ, and without any nothing is done. */
  put(line: number, before: DirectoryObject | null, after: DirectoryObject, told?: PlannedChange['fields']): void {
    const fields = told ?? this.#difference(before, after);
    if (before !== null && fields.length === 0) return;
    this.#tell(line, before === null ? 'create' : 'update', after, fields);
    this.#edit({ verb: 'put', object: after });
  }

  take(line: number, edit: DirectoryEdit): void {
    if (edit.verb === 'put') return this.put(line, this.#view.get(edit.object.kind, edit.object.id), edit.object);
    const object = this.#view.get(edit.kind, edit.id);
    if (object === null) return;
    this.#tell(line, 'delete', object, []);
    this.#edit(edit);
  }

  /** Throws with all that is wrong, by lines: what rows say of each other, then what the directory does not take. */
  async refuseWrong(rest: Rest): Promise<void> {
    if (this.#wrongs.length === 0) {
      const { problems } = await checkEditsInPieces(this.#before, this.#view, this.edits, rest);
      for (const { kind, name, path, message, severity, ...finding } of problems) {
        const line = this.#lines.get(keyOf(kind, name));
        if (severity !== 'error' || line === undefined) continue;
        this.wrong(line, { path, message, ...cureOf(finding) });
      }
    }
    refuseTable(this.#wrongs);
  }

  #edit(edit: DirectoryEdit): void {
    const { kind, id } = edit.verb === 'put' ? edit.object : edit;
    this.#edits.set(`${kind} ${id}`, edit);
    this.#view = this.#view.changed([edit]);
  }

  #tell(line: number, action: PlannedChange['action'], object: DirectoryObject, fields: PlannedChange['fields']): void {
    const { kind } = object;
    const name = naturalName(this.#view, object);
    if (!this.#lines.has(keyOf(kind, name))) this.#lines.set(keyOf(kind, name), line);
    const told = this.changes.length < bounds.admin.changesInFull ? fields : [];
    this.changes.push({ action, kind, name, fields: told });
  }

  #difference(before: DirectoryObject | null, after: DirectoryObject): PlannedChange['fields'] {
    const old = before === null ? {} : describe(this.#view, before);
    return Object.entries(describe(this.#view, after))
      .map(([field, value]) => ({ field, before: old[field] ?? null, after: value }))
      .filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after));
  }
}

const keyOf = (kind: string, name: string): string => `${kind} ${name.toLowerCase()}`;

/** Throws, unless there are none. */
export function refuseTable(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  throw new Problem(
    'file-refused',
    { count: problems.length },
    'Mend them all; nothing was changed.',
    problems.slice(0, bounds.admin.rowProblems),
  );
}
