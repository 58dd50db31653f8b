/** The verbs that every kind of object has, for the contract of any of them. */
import type { Answering, AnswerOf, BodySaid } from '../../admin/contracts/operation.ts';
import type { groups } from '../../admin/contracts/mailboxes.ts';
import type { ReplacedList } from '../../directory/fields/list-changes.ts';
import type { NextStep, Remedy } from '../../mail/remedy.ts';
import type { Context } from '../context.ts';

export interface CollectionContract {
  readonly list: Answering<'json'>;
  readonly show: Answering<'json'>;
  readonly create: Answering<'json'>;
  readonly change: Answering<'json'>;
  readonly remove: Answering<'nothing'>;
}

/** An object as the API shows it. */
export type ViewIn<Contract extends CollectionContract> =
  AnswerOf<Contract['show']> extends { readonly item: infer View } ? View : never;
export type CreateBody<Contract extends CollectionContract> = BodySaid<Contract['create']>;
export type ChangeBody<Contract extends CollectionContract> = BodySaid<Contract['change']>;

/** The parts that the answer to a change may have beside the object. */
export interface TellableWarning {
  readonly text: string;
  readonly cure?: string | undefined;
  readonly remedy?: Remedy | undefined;
}

export interface ToldChange {
  readonly warnings?: readonly string[] | undefined;
  /** The same as values; an older server has lines alone. */
  readonly warningsTold?: readonly TellableWarning[] | undefined;
  /** The acts that are left before it works. */
  readonly next?: readonly string[];
  readonly nextSteps?: readonly NextStep[];
  readonly password?: string | undefined;
  /** Lists in which something went or came. */
  readonly replaced?: readonly ReplacedList[] | undefined;
}

type Changed<Facts extends Answering<'json'>, Contract extends CollectionContract> = AnswerOf<Facts> &
  ToldChange & { readonly item: ViewIn<Contract> };

export interface Verbs<Contract extends CollectionContract> {
  list(): Promise<readonly ViewIn<Contract>[]>;
  show(name: string): Promise<ViewIn<Contract>>;
  create(body: CreateBody<Contract>): Promise<Changed<Contract['create'], Contract>>;
  change(name: string, body: ChangeBody<Contract>): Promise<Changed<Contract['change'], Contract>>;
  remove(name: string): Promise<void>;
}

export function verbsOf<Contract extends CollectionContract>(
  { client, organization: query }: Pick<Context, 'client' | 'organization'>,
  contract: Contract,
): Verbs<Contract> {
  // The operations of all collections are alike but for the object; those of groups stand for all.
  const { list, show, create, change, remove } = contract as unknown as typeof groups;
  const verbs: Verbs<typeof groups> = {
    list: () => client.all(list, { query }),
    show: async (name) => (await client.ask(show, { params: { name }, query })).item,
    create: (body) => client.ask(create, { query, body }),
    change: (name, body) => client.ask(change, { params: { name }, query, body }),
    remove: (name) => client.order(remove, { params: { name }, query }),
  };
  return verbs as unknown as Verbs<Contract>;
}
