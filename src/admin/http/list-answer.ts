/** Lists of any length: a short one at once, a long one as it is written, so that the doors go on answering meanwhile. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { slices } from '../../base/slices.ts';
import type { AdminContext } from '../context.ts';
import type { View } from './views.ts';

/** Objects of a list that is sent at once: a few milliseconds. */
const SHORT = 500;
/** Objects that go out together. */
const AT_ONCE = 100;

export interface List<Item> {
  /** At most so many. */
  readonly length: number;
  readonly objects: Iterable<Item>;
  /** Called for each when it is written. */
  readonly show: (object: Item) => View;
  /** Fields that stand behind them in the answer. */
  readonly rest: Readonly<Record<string, unknown>>;
}

export function listAnswerOf<Item>(
  room: Pick<AdminContext, 'clock'>,
  reply: FastifyReply,
  list: List<Item>,
): FastifyReply {
  if (list.length <= SHORT) return reply.send({ items: Array.from(list.objects, list.show), ...list.rest });
  return reply.type('application/json; charset=utf-8').send(Readable.from(written(room, list)));
}

/** An object some of whose fields are lists, perhaps long ones. */
export function objectAnswerOf(room: Pick<AdminContext, 'clock'>, reply: FastifyReply, object: object): FastifyReply {
  const isShort = Object.values(object).every((value) => !Array.isArray(value) || value.length <= SHORT);
  if (isShort) return reply.send(object);
  return reply.type('application/json; charset=utf-8').send(Readable.from(writtenFields(room, object)));
}

async function* written<Item>(
  { clock }: Pick<AdminContext, 'clock'>,
  { objects, show, rest }: List<Item>,
): AsyncGenerator<string> {
  const pause = slices(clock);
  yield '{"items":';
  yield* writtenList(objects, show, pause);
  yield `,${JSON.stringify(rest).slice(1)}`;
}

async function* writtenFields({ clock }: Pick<AdminContext, 'clock'>, object: object): AsyncGenerator<string> {
  const pause = slices(clock);
  let separator = '{';
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ',';
    if (Array.isArray(value)) yield* writtenList(value as readonly unknown[], (item) => item, pause);
    else yield JSON.stringify(value);
  }
  yield separator === '{' ? '{}' : '}';
}

async function* writtenList<Item>(
  items: Iterable<Item>,
  show: (item: Item) => unknown,
  pause: () => Promise<void>,
): AsyncGenerator<string> {
  let text = '[';
  let separator = '';
  let count = 0;
  for (const item of items) {
    text += separator + JSON.stringify(show(item));
    separator = ',';
    if (++count % AT_ONCE !== 0) continue;
    yield text;
    text = '';
    await pause();
  }
  yield `${text}]`;
}
