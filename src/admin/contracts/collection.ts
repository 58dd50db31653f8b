/** The operations that every kind of object has: list, show, create, change, remove. */
import { z } from 'zod';
import { type ListChanges, listChangesForm } from '../../directory/fields/list-changes.ts';
import { formsOfKind } from '../../directory/kinds/all.ts';
import type { DirectoryKind } from '../../directory/objects.ts';
import type { NeededRight } from '../../mail/doors/caller.ts';
import { administers, json, made, named, nothing, operation, reads } from './operation.ts';
import type { ProblemCode } from '../../mail/problem.ts';
import { nameParams, nextPage, organizationField, organizationQuery, pageFields, word } from './shared.ts';
import { warningFields } from './cures.ts';
import { dryRunField, triedFields } from './tried.ts';
import { componentName, views } from './views.ts';

export type CollectedKind = Exclude<DirectoryKind, 'system'>;

/** The path where a kind is listed. */
export const collectionOf = {
  organization: 'organizations',
  domain: 'domains',
  mailbox: 'mailboxes',
  group: 'groups',
  credential: 'credentials',
  'inbound-connector': 'inbound-connectors',
  'outbound-connector': 'outbound-connectors',
  device: 'devices',
  'device-profile': 'device-profiles',
  'dkim-key': 'dkim-keys',
  'licence-pool': 'licence-pools',
  'allow-entry': 'allow-entries',
  'block-entry': 'block-entries',
  restriction: 'restrictions',
} as const satisfies Record<CollectedKind, string>;

/** Which organization, and which object: what can go wrong with a name. */
export const naming = ['not-found', 'not-unique', 'which-organization'] as const satisfies readonly ProblemCode[];
/** A change that the directory does not take. */
export const changing = [
  ...naming,
  'breaks-rules',
  'still-needed',
  'changed-meanwhile',
  'mail-would-be-lost',
] as const satisfies readonly ProblemCode[];

const listQuery = z.strictObject({
  organization: organizationField,
  text: word.meta({
    description: 'Only those whose name, or another of the names they have, holds this, whatever the case',
  }),
  ...pageFields,
});

const changeQuery = organizationQuery.extend({ dryRun: dryRunField });

/** Absent: no list has other entries than before. */
const replaced = z
  .array(
    named(
      'ReplacedList',
      z.object({ field: z.string(), gone: z.array(z.string()), came: z.array(z.string()), left: z.int() }),
    ),
  )
  .optional();

/** The answer of an operation that changes one object. */
export const itemAnswer = <View extends z.ZodType>(view: View) => z.object({ item: view, ...warningFields, replaced });

const places = <const Kind extends CollectedKind>(kind: Kind) => {
  const tag = collectionOf[kind];
  return {
    all: { tag, path: `/${tag}` } as const,
    one: { tag, path: `/${tag}/:name`, params: nameParams } as const,
  };
};

const listOf = <const Kind extends CollectedKind, Filter extends z.ZodRawShape>(kind: Kind, filter: Filter) =>
  operation({
    ...places(kind).all,
    id: `list${componentPlural(kind)}`,
    method: 'GET',
    right: reads,
    description: 'By name, in the order of the alphabet',
    query: listQuery.extend(filter),
    answer: json(z.object({ items: z.array(views[kind]), revision: z.int(), next: nextPage })),
    problems: [...naming, 'too-many-entries'],
  });

const showOf = <const Kind extends CollectedKind>(kind: Kind) =>
  operation({
    ...places(kind).one,
    id: `show${componentName(kind)}`,
    method: 'GET',
    right: reads,
    query: organizationQuery,
    answer: json(z.object({ item: views[kind] })),
    problems: naming,
  });

const createOf = <const Kind extends CollectedKind, Form extends z.ZodType, More extends z.ZodRawShape>(
  kind: Kind,
  form: Form,
  more: More,
  { onCreate = '', problems = [], toAdd = administers }: Words,
) =>
  operation({
    ...places(kind).all,
    id: `create${componentName(kind)}`,
    method: 'POST',
    right: toAdd,
    description: onCreate,
    query: changeQuery,
    body: named(`${componentName(kind)}Create`, form),
    answer: made(z.object({ item: views[kind], ...warningFields, ...triedFields, ...more })),
    canBeTried: true,
    problems: [...changing, ...problems],
  });

/** A change may also add to the lists of the object, or take from them. */
type WithLists<Form extends z.ZodObject> = z.ZodObject<
  Form['shape'] & { lists: z.ZodOptional<z.ZodType<ListChanges, ListChanges>> },
  z.core.$strict
>;

function withLists<Form extends z.ZodObject>(kind: CollectedKind, form: Form): WithLists<Form> {
  const lists = listChangesForm(formsOfKind[kind].shape);
  return (lists === null ? form : form.extend({ lists: lists.optional() })) as unknown as WithLists<Form>;
}

const changeOf = <const Kind extends CollectedKind, Form extends z.ZodObject, More extends z.ZodRawShape>(
  kind: Kind,
  form: Form,
  more: More,
  { onChange = '', problems = [] }: Words,
) =>
  operation({
    ...places(kind).one,
    id: `change${componentName(kind)}`,
    method: 'PATCH',
    right: administers,
    description: `What is not said stays. ${onChange}`.trim(),
    query: changeQuery,
    body: named(`${componentName(kind)}Patch`, withLists(kind, form)),
    answer: json(z.object({ item: views[kind], ...warningFields, ...triedFields, replaced, ...more })),
    canBeTried: true,
    takesIfMatch: true,
    problems: [...changing, 'not-as-seen', ...problems],
  });

const removeOf = <const Kind extends CollectedKind>(kind: Kind, { problems = [], toAdd = administers }: Words) =>
  operation({
    ...places(kind).one,
    id: `remove${componentName(kind)}`,
    method: 'DELETE',
    right: toAdd,
    query: organizationQuery,
    answer: nothing,
    takesIfMatch: true,
    problems: [...changing, 'not-as-seen', ...problems],
  });

interface Words {
  /** The particulars of creating or changing one. */
  readonly onCreate?: string;
  readonly onChange?: string;
  /** Those of the kind's own. */
  readonly problems?: readonly ProblemCode[];
  /** To create one, or take one away; absent: as to change one. */
  readonly toAdd?: NeededRight;
}

type None = Record<never, never>;

/** @param more what lists are narrowed by beside the name, and what answers have beside the object. */
export const collection = <
  const Kind extends CollectedKind,
  Create extends z.ZodType,
  Patch extends z.ZodObject,
  Filter extends z.ZodRawShape = None,
  Created extends z.ZodRawShape = None,
  Changed extends z.ZodRawShape = None,
>(
  kind: Kind,
  forms: { readonly create: Create; readonly patch: Patch },
  more: Words & { readonly filter?: Filter; readonly created?: Created; readonly changed?: Changed } = {},
) => ({
  kind,
  list: listOf(kind, (more.filter ?? {}) as Filter),
  show: showOf(kind),
  create: createOf(kind, forms.create, (more.created ?? {}) as Created, more),
  change: changeOf(kind, forms.patch, (more.changed ?? {}) as Changed, more),
  remove: removeOf(kind, more),
});

const componentPlural = (kind: CollectedKind): string =>
  collectionOf[kind].replaceAll(/(?:^|-)([a-z])/gu, (_, letter: string) => letter.toUpperCase());
