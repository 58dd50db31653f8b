/** The verbs every kind of directory object has: list, show, remove; and how `set` tells what it changed. */
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { segment } from '../client.ts';
import { CliFailure } from '../terminal/failure.ts';
import { type Cell, timeText, type Output } from '../terminal/output.ts';
import type { NextStep } from '../../mail/remedy.ts';

/** An object as the API shows it. */
export type View = Readonly<Record<string, unknown>> & { readonly id: string };

export interface Answer {
  readonly item: View;
  readonly warnings?: readonly string[];
  /** What is left to do before it acts. */
  readonly next?: readonly string[];
  readonly nextSteps?: readonly NextStep[];
  readonly password?: string;
}

/** Wraps the act of a command: makes its context, keeps its exit code. */
export type Run = <Args extends readonly unknown[]>(
  act: (context: Context, ...args: Args) => Promise<number | undefined | void>,
) => (...args: unknown[]) => Promise<void>;

export interface Collection {
  /** As in the path: `mailboxes`. */
  readonly path: string;
  /** `mailbox`. */
  readonly noun: string;
  readonly plural: string;
  /** Meaning of the argument. */
  readonly argument: string;
  readonly columns: readonly (readonly [header: string, value: (view: View) => Cell])[];
  /** What `show` prints, where the fields as they are would not do. */
  readonly fields?: (view: View) => readonly (readonly [label: string, value: Cell])[];
}

export function addList(
  parent: Command,
  collection: Collection,
  run: Run,
  extra: (command: Command) => Command = (command) => command,
): Command {
  return extra(parent.command('list').alias('ls').description(`list ${collection.plural}`)).action(
    run(async (context) => {
      const answer = await context.client.ask<{ items: readonly View[] }>('GET', `/${collection.path}`, {
        query: context.organization,
      });
      context.output.data(answer.items);
      context.output.table(
        collection.columns.map(([header]) => header),
        answer.items.map((view) => collection.columns.map(([, value]) => value(view))),
        `no ${collection.plural}`,
      );
    }),
  );
}

export function addShow(
  parent: Command,
  collection: Collection,
  run: Run,
  /** What else is known by the word. */
  otherwise: (context: Context, name: string) => Promise<View | null> = async () => null,
): Command {
  return parent
    .command(`show <${collection.argument}>`)
    .description(`show one ${collection.noun}`)
    .action(
      run(async (context, name: string) => {
        const item = await get(context, collection, name).then(
          (answer) => answer.item,
          async (error: unknown) => {
            const other = error instanceof CliFailure && error.status === 404 ? await otherwise(context, name) : null;
            if (other === null) throw error;
            return other;
          },
        );
        context.output.data(item);
        context.output.fields((collection.fields ?? viewFields)(item));
      }),
    );
}

export function addRemove(
  parent: Command,
  collection: Collection,
  run: Run,
  /** Asked before: what goes with the object or stays behind, told after `removed`. */
  remark: (context: Context, name: string) => Promise<string | null> = async () => null,
): Command {
  return parent
    .command(`remove <${collection.argument}>`)
    .alias('rm')
    .description(`remove ${article(collection.noun)} ${collection.noun}`)
    .action(
      run(async (context, name: string) => {
        const more = await remark(context, name);
        await context.client.ask('DELETE', `/${collection.path}/${segment(name)}`, { query: context.organization });
        context.output.data({ removed: name });
        context.output.hint(`${collection.noun} ${name} removed${more ?? ''}`);
      }),
    );
}

export const get = (context: Context, collection: Pick<Collection, 'path'>, name: string): Promise<Answer> =>
  context.client.ask<Answer>('GET', `/${collection.path}/${segment(name)}`, { query: context.organization });

/** Sends a change; an empty one is a mistake worth telling before the server is asked. */
export async function change(
  context: Context,
  collection: Collection,
  name: string,
  body: object,
  whenMissing: () => Promise<CliFailure | null> = async () => null,
): Promise<void> {
  const asking = context.client.ask<Answer>('PATCH', `/${collection.path}/${segment(name)}`, {
    query: context.organization,
    body,
  });
  const answer = await orElse(asking, whenMissing);
  tell(context, answer, `${collection.noun} ${name} changed`);
}

/** The answer; when there is no such object, perhaps a better failure than the server's. */
export async function orElse<Value>(
  asking: Promise<Value>,
  whenMissing: () => Promise<CliFailure | null>,
): Promise<Value> {
  try {
    return await asking;
  } catch (error) {
    if (!(error instanceof CliFailure) || error.status !== 404) throw error;
    throw (await whenMissing()) ?? error;
  }
}

export async function create(context: Context, collection: Collection, body: object): Promise<Answer> {
  const answer = await context.client.ask<Answer>('POST', `/${collection.path}`, { query: context.organization, body });
  tell(context, answer, `${collection.noun} ${nameOf(answer.item)} added`);
  return answer;
}

/** What is left to do. An older server says it in English alone. */
export function tellNext(
  output: Output,
  { next = [], nextSteps }: { readonly next?: readonly string[]; readonly nextSteps?: readonly NextStep[] },
): void {
  for (const step of nextSteps ?? next.map((cure) => ({ cure }))) output.next(step);
}

function tell(context: Context, answer: Answer, sentence: string): void {
  context.output.data(answer);
  context.output.line(sentence);
  for (const warning of answer.warnings ?? [])
    context.output.warn(typeof warning === 'string' ? warning : JSON.stringify(warning));
  tellNext(context.output, answer);
  if (answer.password !== undefined) context.output.line(`password: ${answer.password}   (shown only now)`);
}

const nameOf = (view: View): string => String(view['address'] ?? view['name'] ?? view.id);

/** Reads a field as a cell. */
export const field =
  (name: string): ((view: View) => Cell) =>
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

/** All fields of a view, ids last. */
export function viewFields(view: View): readonly (readonly [string, Cell])[] {
  const rows = Object.entries(view)
    .filter(([name]) => name !== 'kind')
    .map(([name, value]): readonly [string, Cell] => [
      name,
      name.endsWith('At') && typeof value === 'number' ? timeText(value) : cellOf(value),
    ]);
  const isId = ([name]: readonly [string, Cell]): boolean => /^id$|Id$/u.test(name);
  return [...rows.filter((row) => !isId(row)), ...rows.filter(isId)];
}

/** Only what was given: an option that is not there changes nothing. */
export function given(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const article = (noun: string): string => (/^[aeiou]/u.test(noun) ? 'an' : 'a');
