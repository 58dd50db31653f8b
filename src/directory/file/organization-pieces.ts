/**
 * An organization file read entry by entry, so that one of a hundred thousand mailboxes needs no more memory than one of ten. That takes the
 * layout of an export (each entry of a list begins with a dash at the same place); a file of another layout is for
 * `readOrganizationFile`, which reads any, but whole. Pure.
 */
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { dkimKeyName } from '../dkim-keys.ts';
import { bounds } from '../../base/bounds.ts';
import {
  fileFields,
  knownFields,
  type OrganizationFields,
  type OrganizationFile,
  organizationFields,
  type Section,
  type SectionEntry,
  sectionSchemas,
  type SystemEntry,
} from './organization-file.ts';
import { type FieldProblem, fieldProblems } from '../../config/schema-problems.ts';
import { readPlain } from '../../config/yaml-plain.ts';

/** The actions of a file, one after the other. The lists of an organization follow it; a list that is named ends, even when it has no entries. */
export type FileAction =
  | { readonly kind: 'organization'; readonly entry: OrganizationFields }
  | EntryAction
  | { readonly kind: 'end-of-list'; readonly section: Section }
  | { readonly kind: 'licences'; readonly entry: NonNullable<OrganizationFields['licences']> }
  | { readonly kind: 'system'; readonly entry: SystemEntry };

type EntryAction = {
  readonly [Of in Section]: { readonly kind: 'entry'; readonly section: Of; readonly entry: SectionEntry<Of> };
}[Section];

/** How reading ended: with all actions; with problems, for which no action counts; or with a layout that is not for here. */
export type PiecesEnd =
  | { readonly kind: 'read' }
  | { readonly kind: 'problems'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'other-layout' };

/** The same actions of a file that was read whole. */
export function* actionsOf({ organizations, system }: OrganizationFile): Generator<FileAction> {
  for (const organization of organizations) {
    yield { kind: 'organization', entry: fieldsOf(organization) };
    for (const section of Object.keys(sectionSchemas) as Section[]) {
      const entries = organization[section];
      if (entries === undefined) continue;
      for (const entry of entries) yield { kind: 'entry', section, entry } as EntryAction;
      yield { kind: 'end-of-list', section };
    }
    if (organization.licences) yield { kind: 'licences', entry: organization.licences };
  }
  if (system) yield { kind: 'system', entry: system };
}

const ACTIONS_OF_THEIR_OWN: ReadonlySet<string> = new Set([...Object.keys(sectionSchemas), 'licences']);

const fieldsOf = (organization: OrganizationFile['organizations'][number]): OrganizationFields =>
  Object.fromEntries(
    Object.entries(organization).filter(([name]) => !ACTIONS_OF_THEIR_OWN.has(name)),
  ) as object as OrganizationFields;

function nameOf(entry: SectionEntry<Section>): string {
  if ('selector' in entry) return dkimKeyName(entry);
  return 'address' in entry ? entry.address : entry.name;
}

class OtherLayout extends Error {}

/** @param lines without their ends. */
export function* readPieces(lines: Iterable<string>): Generator<FileAction, PiecesEnd> {
  const reader = new PiecesReader();
  try {
    for (const line of lines) yield* reader.line(line.endsWith('\r') ? line.slice(0, -1) : line);
    yield* reader.end();
  } catch (error) {
    if (error instanceof OtherLayout) return { kind: 'other-layout' };
    throw error;
  }
  return reader.problems.length > 0 ? { kind: 'problems', problems: reader.problems } : { kind: 'read' };
}

/** Lines that belong together, and where they begin. */
interface Piece {
  readonly line: number;
  readonly lines: string[];
}

const SECTION = /^([A-Za-z]+): *(\[\] *)?(?:#.*)?$/u;
const isSection = (name: string): name is Section => Object.hasOwn(sectionSchemas, name);

class PiecesReader {
  readonly problems: FieldProblem[] = [];
  #number = 0;
  /** Lines of the file outside its organizations. */
  readonly #outside: string[] = [];
  #hasList = false;
  #isInList = false;
  #organizations = -1;
  readonly #names = new Set<string>();
  /** Columns of an organization's dash, and of its fields. */
  #dash = -1;
  #fields = -1;
  #own: Piece = { line: 0, lines: [] };
  #isNamed = false;
  #sections = new Set<string>();
  #section: Section | null = null;
  #itemDash = -1;
  #entries = 0;
  #entryNames = new Set<string>();
  #item: Piece | null = null;
  #hasLicences = false;
  #system: SystemEntry | null = null;

  *line(line: string): Generator<FileAction> {
    this.#number++;
    const text = line.trimStart();
    if (text === '' || text.startsWith('#')) return this.#blank(line);
    const indent = line.length - text.length;
    if (line.slice(0, indent).includes('\t')) throw new OtherLayout();
    if (!this.#isInList) return this.#outsideLine(line);
    if (this.#section !== null && (yield* this.#sectionLine(line, text, indent))) return;
    yield* this.#organizationLine(line, text, indent);
  }

  *end(): Generator<FileAction> {
    yield* this.#endOrganization();
    this.#readOutside();
    if (this.#system !== null) yield { kind: 'system', entry: this.#system };
  }

  /** It may belong to a text of several lines. */
  #blank(line: string): void {
    if (!this.#isInList) this.#outside.push(line);
    else (this.#item ?? this.#own).lines.push(line);
  }

  #outsideLine(line: string): void {
    if (/^organizations: *(?:#.*)?$/u.test(line)) {
      if (this.#hasList) throw new OtherLayout();
      this.#hasList = true;
      this.#isInList = true;
      this.#outside.push('');
    } else if (/^(?:---|\.\.\.|%)/u.test(line)) throw new OtherLayout();
    else this.#outside.push(line);
  }

  *#organizationLine(line: string, text: string, indent: number): Generator<FileAction> {
    const isItem = text.startsWith('- ');
    if (isItem && (this.#dash < 0 || indent === this.#dash)) {
      yield* this.#endOrganization();
      this.#beginOrganization(line, text, indent);
      return;
    }
    if (indent === 0) {
      if (this.#organizations < 0) throw new OtherLayout();
      yield* this.#endOrganization();
      this.#isInList = false;
      this.#outsideLine(line);
      return;
    }
    if (this.#dash < 0 || indent < this.#fields) throw new OtherLayout();
    yield* this.#ownLine(line, text, indent);
  }

  #beginOrganization(line: string, text: string, indent: number): void {
    this.#organizations++;
    this.#dash = indent;
    this.#fields = indent + (/^-( +)/u.exec(text)?.[1]?.length ?? 1) + 1;
    this.#own = { line: this.#number, lines: [' '.repeat(this.#fields) + line.slice(this.#fields)] };
    this.#isNamed = false;
    this.#hasLicences = false;
    this.#sections = new Set();
    // A list may be the first that is said of it; then its name comes too late for here.
    if (isSection(SECTION.exec(line.slice(this.#fields))?.[1] ?? '')) throw new OtherLayout();
  }

  *#ownLine(line: string, text: string, indent: number): Generator<FileAction> {
    const [, name = '', empty] = indent === this.#fields ? (SECTION.exec(text) ?? []) : [];
    if (!isSection(name)) {
      if (indent === this.#fields && isSection(/^([A-Za-z]+):/u.exec(text)?.[1] ?? '')) throw new OtherLayout();
      // Behind a list a field begins where fields do; deeper, it would be a mapping of its own for whoever reads the piece alone.
      if (indent !== this.#fields && !saysSomething(this.#own)) throw new OtherLayout();
      this.#own.lines.push(line);
      return;
    }
    if (this.#sections.has(name)) throw new OtherLayout();
    this.#sections.add(name);
    yield* this.#readOwn();
    if (empty !== undefined) {
      yield { kind: 'end-of-list', section: name };
      return;
    }
    this.#section = name;
    this.#itemDash = -1;
    this.#entries = 0;
    this.#entryNames = new Set();
  }

  /** false: the list has ended before this line. */
  *#sectionLine(line: string, text: string, indent: number): Generator<FileAction, boolean> {
    const isItem = text.startsWith('- ');
    if (this.#itemDash < 0) {
      // A list without entries says nothing we know.
      if (!isItem || indent < this.#fields) throw new OtherLayout();
      this.#itemDash = indent;
    }
    if (isItem && indent === this.#itemDash) {
      yield* this.#endItem();
      this.#item = { line: this.#number, lines: [line] };
      return true;
    }
    if (indent > this.#itemDash) {
      this.#item?.lines.push(line);
      return true;
    }
    yield* this.#endSection();
    return false;
  }

  *#endSection(): Generator<FileAction> {
    if (this.#section === null) return;
    if (this.#item === null) throw new OtherLayout();
    yield* this.#endItem();
    yield { kind: 'end-of-list', section: this.#section };
    this.#section = null;
    this.#own = { line: this.#number, lines: [] };
  }

  *#endItem(): Generator<FileAction> {
    const piece = this.#item;
    const section = this.#section;
    if (piece === null || section === null) return;
    this.#item = null;
    const path = `organizations.${this.#organizations}.${section}.${this.#entries++}`;
    const value = readPlain(piece.lines) ?? parsed(piece);
    const [entry] = Array.isArray(value) ? value : [];
    const checked = this.#checked(sectionSchemas[section] as z.ZodType<SectionEntry<Section>>, entry, path, piece);
    if (checked === null) return;
    this.#notTwice(this.#entryNames, nameOf(checked), path, piece);
    if ('credentials' in checked) {
      const names = new Set<string>();
      for (const [index, { name }] of (checked.credentials ?? []).entries())
        this.#notTwice(names, name, `${path}.credentials.${index}`, piece);
    }
    yield { kind: 'entry', section, entry: checked } as FileAction;
  }

  *#endOrganization(): Generator<FileAction> {
    yield* this.#endSection();
    if (this.#organizations < 0) return;
    yield* this.#readOwn();
  }

  /** Its fields, which come first; behind the lists only its licences may stand. */
  *#readOwn(): Generator<FileAction> {
    const piece = this.#own;
    if (!saysSomething(piece)) return;
    this.#own = { line: this.#number, lines: [] };
    const path = `organizations.${this.#organizations}`;
    const value = parsed(piece);
    if (this.#isNamed) {
      if (this.#hasLicences || typeof value !== 'object' || value === null) throw new OtherLayout();
      if (Object.keys(value).some((name) => name !== 'licences')) throw new OtherLayout();
      const fields = this.#checked(organizationFields.pick({ licences: true }), value, path, piece);
      this.#hasLicences = true;
      if (fields?.licences) yield { kind: 'licences', entry: fields.licences };
      return;
    }
    this.#isNamed = true;
    if (this.#organizations >= bounds.config.organizations) throw new OtherLayout();
    const entry = this.#checked(organizationFields, value, path, piece);
    if (entry === null) return;
    this.#notTwice(this.#names, entry.name, path, piece);
    const { licences, ...fields } = entry;
    yield { kind: 'organization', entry: fields };
    if (licences === undefined) return;
    this.#hasLicences = true;
    yield { kind: 'licences', entry: licences };
  }

  #readOutside(): void {
    const piece = { line: 1, lines: this.#outside };
    if (this.#organizations < 0) throw new OtherLayout();
    this.#system = this.#checked(fileFields, parsed(piece), '', piece)?.system ?? null;
  }

  /** Problems are told with the line of the field, as far as the piece has it. */
  #checked<Value>(schema: z.ZodType<Value>, value: unknown, path: string, piece: Piece): Value | null {
    const checked = schema.safeParse(value);
    if (checked.success) return checked.data;
    for (const problem of fieldProblems(checked.error, knownFields)) {
      const line = lineOf(piece, problem.path);
      this.#problem({ ...problem, path: `${[path, problem.path].filter(Boolean).join('.')} (line ${line})` });
    }
    return null;
  }

  #notTwice(seen: Set<string>, name: string, path: string, { line }: Piece): void {
    const key = name.toLowerCase();
    if (seen.has(key))
      this.#problem({ path: `${path} (line ${line})`, message: `${name} is described twice`, cure: 'take one out' });
    seen.add(key);
  }

  #problem(problem: FieldProblem): void {
    if (this.problems.length < bounds.config.problemsTold) this.problems.push(problem);
  }
}

/** It is more than blank lines and comments. */
const saysSomething = ({ lines }: Piece): boolean =>
  lines.some((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));

/** The piece as the YAML package reads it; one that it cannot read alone (a reference to elsewhere, a mistake) is left to the reading of the whole file. */
function parsed({ lines }: Piece): unknown {
  const document = parseDocument(lines.join('\n'));
  if (document.errors.length > 0 || document.warnings.length > 0) throw new OtherLayout();
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new OtherLayout();
  }
}

/** The nearest node that the piece really has. */
function lineOf(piece: Piece, path: string): number {
  const counter = new LineCounter();
  const document = parseDocument(piece.lines.join('\n'), { lineCounter: counter });
  const keys = path.split('.').map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
  // An entry is read as a list of one.
  const above = document.getIn([0], true) === undefined ? [] : [0];
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn([...above, ...keys.slice(0, length)], true) as
      | { range?: readonly number[] }
      | undefined;
    const start = node?.range?.[0];
    if (start !== undefined) return piece.line + counter.linePos(start).line - 1;
  }
  return piece.line;
}
