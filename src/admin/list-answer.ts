/** Lists of any length: a short one at once, a long one as it is written, so that the doors go on answering meanwhile. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { slices } from '../base/slices.ts';
import type { AdminContext } from './context.ts';
import type { View } from './views.ts';

/** Objects of a list that is sent at once: a few milliseconds. */
const SHORT = 500;
/** Objects that go out together. */
const AT_ONCE = 100;

export interface List<Item> {
  /** At most so many. */
  readonly length: number;
  readonly objects: Iterable<Item>;
  /** Of each when it is written. */
  readonly show: (object: Item) => View;
  /** Stands behind them in the answer. */
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

async function* written<Item>(
  { clock }: Pick<AdminContext, 'clock'>,
  { objects, show, rest }: List<Item>,
): AsyncGenerator<string> {
  const pause = slices(clock);
  let separator = '';
  let text = '{"items":[';
  let count = 0;
  for (const object of objects) {
    text += separator + JSON.stringify(show(object));
    separator = ',';
    if (++count % AT_ONCE !== 0) continue;
    yield text;
    text = '';
    await pause();
  }
  yield `${text}],${JSON.stringify(rest).slice(1)}`;
}
