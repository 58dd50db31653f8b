/** The verbs every kind of directory object has: list, show, remove; and how `set` tells what it changed. */
import { organizations } from '../../admin/contracts/organizations.ts';
import type { Command } from 'commander';
import type { ReplacedList } from '../../directory/fields/list-changes.ts';
import type { NextStep } from '../../mail/remedy.ts';
import {
  type ChangeBody,
  type CollectionContract,
  type CreateBody,
  type ToldChange,
  verbsOf,
  type ViewIn,
} from '../client/collection.ts';
import type { Context } from '../context.ts';
import { type AsTyped, byOption } from './as-typed.ts';
import { type Phrase, say } from '../../texts/phrase.ts';
import { warningPhrase } from '../../texts/remedy.ts';
import { CliFailure, isNotFound, usage } from '../terminal/failure.ts';
import type { Cell } from '../terminal/cell.ts';
import { type Output, timeText } from '../terminal/output.ts';

/** Wraps the act of a command: makes its context, keeps its exit code. */
export type Run = <Args extends readonly unknown[]>(
  act: (context: Context, ...args: Args) => Promise<number | undefined | void>,
) => (...args: unknown[]) => Promise<void>;

export type Column<View> = readonly [header: string, value: (view: View) => Cell];
export type Row = readonly [label: string, value: Cell];

export interface Collection<Contract extends CollectionContract> {
  readonly contract: Contract;
  /** `mailbox`. */
  readonly noun: string;
  readonly plural: string;
  /** Meaning of the argument. */
  readonly argument: string;
  /** The name that people give one. */
  readonly called: (view: ViewIn<Contract>) => string;
  readonly columns: readonly Column<ViewIn<Contract>>[];
  /** How its fields are typed, for what the server says of them. */
  readonly typed?: AsTyped;
  /** The lines that `show` prints, where the fields as they are would not do. */
  readonly fields?: (view: ViewIn<Contract>, context: Context) => readonly Row[] | Promise<readonly Row[]>;
}

export function showTable<View>(
  { output }: Pick<Context, 'output'>,
  columns: readonly Column<View>[],
  items: readonly View[],
  whenEmpty: string,
): void {
  output.table(
    columns.map(([header]) => header),
    items.map((view) => columns.map(([, value]) => value(view))),
    whenEmpty,
  );
}

export function addList<Contract extends CollectionContract>(
  parent: Command,
  { contract, plural, columns }: Collection<Contract>,
  run: Run,
): Command {
  return parent
    .command('list')
    .alias('ls')
    .description(`list ${plural}`)
    .action(
      run(async (context) => {
        const items = await verbsOf(context, contract).list();
        context.output.data(items);
        showTable(context, columns, items, `no ${plural}`);
      }),
    );
}

export interface ShownObject {
  readonly data: unknown;
  readonly rows: readonly Row[];
}

export function addShow<Contract extends CollectionContract>(
  parent: Command,
  { contract, noun, argument, fields = viewFields }: Collection<Contract>,
  run: Run,
  /** Another name for the word. */
  otherwise: (context: Context, name: string) => Promise<ShownObject | null> = async () => null,
): Command {
  const find = async (context: Context, name: string): Promise<ShownObject> => {
    try {
      const view = await verbsOf(context, contract).show(name);
      return { data: view, rows: await fields(view, context) };
    } catch (error) {
      const other = isNotFound(error) ? await otherwise(context, name) : null;
      if (other === null) throw error;
      return other;
    }
  };
  return parent
    .command(`show <${argument}>`)
    .description(`show one ${noun}`)
    .action(
      run(async (context, name: string) => {
        const { data, rows } = await find(context, name);
        context.output.data(data);
        context.output.fields(rows);
      }),
    );
}

export function addRemove<Contract extends CollectionContract>(
  parent: Command,
  { contract, noun, argument }: Pick<Collection<Contract>, 'contract' | 'noun' | 'argument'>,
  run: Run,
  /** Asked before: what goes with the object or stays behind, told after `removed`. */
  remark: (context: Context, name: string) => Promise<Phrase | null> = async () => null,
  /** Says what has to be said before. */
  saying: <Value>(context: Context, name: string, chosen: object, act: () => Promise<Value>) => Promise<Value> = (
    _context,
    _name,
    _chosen,
    act,
  ) => act(),
): Command {
  return parent
    .command(`remove <${argument}>`)
    .alias('rm')
    .description(`remove ${article(noun)} ${noun}`)
    .action(
      run(async (context, name: string, chosen: object) => {
        const more = await remark(context, name);
        await saying(context, name, chosen, () => verbsOf(context, contract).remove(name));
        context.output.data({ removed: name });
        context.output.hint(say`${noun} ${name} removed${more ?? ''}`);
      }),
    );
}

/** Sends a change, and tells it. */
export async function change<Contract extends CollectionContract>(
  context: Context,
  { contract, noun, typed }: Pick<Collection<Contract>, 'contract' | 'noun' | 'typed'>,
  name: string,
  body: ChangeBody<Contract> & object,
  whenMissing: () => Promise<CliFailure | null> = async () => null,
): Promise<void> {
  refuseNothing(body);
  const changing = verbsOf(context, contract).change(name, body);
  const answer = await orElse(inTheirWords(changing, typed, body), whenMissing);
  tell(context, answer, `${noun} ${name} changed`);
}

/** A refusal of fields names the options that were typed. */
async function inTheirWords<Value>(asking: Promise<Value>, typed: AsTyped | undefined, body: unknown): Promise<Value> {
  try {
    return await asking;
  } catch (error) {
    throw typed === undefined ? error : byOption(error, typed, body);
  }
}

/** The answer; when there is no such object, perhaps a better failure than the server's. */
export async function orElse<Value>(
  asking: Promise<Value>,
  whenMissing: () => Promise<CliFailure | null>,
): Promise<Value> {
  try {
    return await asking;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw (await whenMissing()) ?? error;
  }
}

export async function create<Contract extends CollectionContract>(
  context: Context,
  { contract, noun, called, typed }: Pick<Collection<Contract>, 'contract' | 'noun' | 'called' | 'typed'>,
  body: CreateBody<Contract>,
): Promise<ViewIn<Contract>> {
  const answer = await inTheirWords(verbsOf(context, contract).create(body), typed, body);
  tell(context, answer, `${noun} ${called(answer.item)} added${await whereOf(context, answer.item)}`);
  return answer.item;
}

/** It was added all the same: where to is not told. */
function untold(error: unknown): null {
  if (error instanceof CliFailure) return null;
  throw error;
}

/** ` to Contoso`, where nobody said the organization and there are several: it went to the default one. */
async function whereOf({ client, organization }: Context, item: unknown): Promise<string> {
  const name = (item as { readonly organization?: unknown } | null)?.organization;
  if (typeof name !== 'string' || organization.organization !== undefined) return '';
  // Another release may answer in another form.
  const all: { readonly items?: readonly unknown[] } | null = await client
    .ask(organizations.list, { query: { limit: 2 } })
    .catch(untold);
  return (all?.items?.length ?? 0) > 1 ? ` to ${name}` : '';
}

/**
 * The acts that are left. An older server says it in English alone.
 * @param whose what each is about, where the answer is about several things.
 */
export function tellNext(
  output: Output,
  { next = [], nextSteps }: { readonly next?: readonly string[]; readonly nextSteps?: readonly NextStep[] },
  whose = '',
): void {
  for (const step of nextSteps ?? next.map((cure) => ({ cure }))) output.next(step, whose);
}

/** @param whose what each is about, where the answer is about several things. */
export function tellWarnings(
  output: Output,
  { warnings = [], warningsTold }: Pick<ToldChange, 'warnings' | 'warningsTold'>,
  whose = '',
): void {
  for (const warning of warningsTold ?? warnings)
    output.warn(typeof warning === 'string' ? `${whose}${warning}` : say`${whose}${warningPhrase(warning)}`);
}

function tell(context: Context, answer: ToldChange, sentence: string): void {
  context.output.data(answer);
  context.output.line(sentence);
  for (const list of answer.replaced ?? []) context.output.line(`  ${replacedText(list)}`);
  tellWarnings(context.output, answer);
  tellNext(context.output, answer);
  if (answer.password !== undefined) context.output.line(`password: ${answer.password}   (shown only now)`);
}

/** `senderAddresses: 192.0.2.0/24 removed; 192.0.2.10 added` */
function replacedText({ field, gone, came, left }: ReplacedList): string {
  const parts = [
    ...(gone.length === 0 ? [] : [`${gone.join(', ')} removed`]),
    ...(came.length === 0 ? [] : [`${came.join(', ')} added`]),
    ...(left === 0 ? ['it is empty now'] : []),
  ];
  return `${field}: ${parts.join('; ')}`;
}

/** Reads a field as a cell. */
export const field =
  <Name extends string>(name: Name): ((view: { readonly [Key in Name]?: unknown }) => Cell) =>
  (view) =>
    cellOf(view[name]);

export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((entry) => (typeof entry === 'string' ? entry : compact(entry)));
  if (typeof value === 'object') return compact(value);
  return value as string | number | boolean;
}

/** `kind=maildir path=contoso.com/info` */
function compact(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(
      ([name, inner]) =>
        `${name}=${typeof inner === 'object' && inner !== null ? JSON.stringify(inner) : /At$|^at$/u.test(name) && typeof inner === 'number' ? timeText(inner) : String(inner)}`,
    )
    .join(' ');
}

/** All fields of a view, ids last; the tag of its state is for programs. */
export function viewFields(view: unknown): readonly Row[] {
  const rows = Object.entries(view ?? {})
    .filter(([name]) => name !== 'kind' && name !== 'etag')
    .map(
      ([name, value]: readonly [string, unknown]): Row => [
        name,
        name.endsWith('At') && typeof value === 'number' ? timeText(value) : cellOf(value),
      ],
    );
  const isId = ([name]: Row): boolean => /^id$|Id$/u.test(name);
  return [...rows.filter((row) => !isId(row)), ...rows.filter(isId)];
}

/** Of a command that was given no option: its help, which is the cure, lists them. */
export function refuseNothing(changes: object): void {
  if (saysNothing(changes)) throw usage('nothing to change');
}

export const saysNothing = (values: object): boolean => Object.keys(values).length === 0;

const article = (noun: string): string => (/^[aeiou]/u.test(noun) ? 'an' : 'a');
