/**
 * The API as commands see it: an operation of the contracts, what is said to it, and its answer. The one place where an answer is believed: it
 * is given on as it came, so that fields and words of another release are not lost.
 */
import type { Answering, AnswerOf, Operation, Said } from '../../admin/contracts/operation.ts';
import { bounds } from '../../base/bounds.ts';
import { CliFailure, exitCodes } from '../terminal/failure.ts';
import { type Ask, answerOf, linesOf, type Patience, type Target } from './http.ts';
import { inPages, type Paged } from './pages.ts';

/** An operation whose answer is a list that may come in pages. */
type Listing = Answering<'json'>;
type Items<Facts extends Operation> =
  AnswerOf<Facts> extends { readonly items: infer List extends readonly unknown[] } ? List : never;

/** Throws CliFailure. */
export interface Client {
  ask<Facts extends Answering<'json'>>(operation: Facts, said: Said<Facts> & Patience): Promise<AnswerOf<Facts>>;
  /** Of an operation that answers nothing. */
  order<Facts extends Answering<'nothing'>>(operation: Facts, said: Said<Facts> & Patience): Promise<void>;
  /** All items of a list, however long it is. */
  all<Facts extends Listing>(operation: Facts, said: Said<Facts> & Patience): Promise<Items<Facts>>;
  /** An operation that takes a file instead of a body. */
  give<Facts extends Answering<'json'>>(
    operation: Facts,
    said: Omit<Said<Facts>, 'body'> & Patience,
    file: string,
  ): Promise<AnswerOf<Facts>>;
  text<Facts extends Answering<'text'>>(operation: Facts, said: Said<Facts> & Patience): Promise<string>;
  bytes<Facts extends Answering<'octets'>>(operation: Facts, said: Said<Facts> & Patience): Promise<Uint8Array>;
  /** Calls `each` with every line, or event. The deadline is for silence, not for the whole. */
  lines<Facts extends Answering<'lines' | 'events'>>(
    operation: Facts,
    said: Said<Facts> & Patience,
    each: (line: AnswerOf<Facts>) => void,
  ): Promise<void>;
}

export function createClient(target: Target): Client {
  const json = async (ask: Ask): Promise<unknown> => parsed((await answerOf(target, ask)).toString('utf8'));
  const ask: Client['ask'] = async (operation, said) =>
    (await json(askOf(operation, said))) as AnswerOf<typeof operation>;
  return {
    ask,
    async order(operation, said) {
      await answerOf(target, askOf(operation, said));
    },
    all: async (operation, said) => (await all(ask, operation, said)) as Items<typeof operation>,
    give: async (operation, said, file) => {
      const body = { type: operation.file ?? '', text: file };
      return (await json({ ...askOf(operation, said), body })) as AnswerOf<typeof operation>;
    },
    text: async (operation, said) => (await answerOf(target, askOf(operation, said))).toString('utf8'),
    bytes: (operation, said) => answerOf(target, askOf(operation, said)),
    async lines(operation, said, each) {
      const take = (text: string): void => each(parsed(text) as AnswerOf<typeof operation>);
      const read =
        operation.answer.as === 'events' ? await eventsOf(take) : (line: string) => void (line.trim() && take(line));
      for await (const line of linesOf(target, askOf(operation, said))) read(line);
    },
  };
}

const notOurs = (what: string): CliFailure =>
  new CliFailure(what, 'check that the URL leads to Doorpost', exitCodes.unreachable);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notOurs('the answer is not JSON');
  }
}

/** Takes lines of server-sent events, and gives the data of each. */
async function eventsOf(take: (data: string) => void): Promise<(line: string) => void> {
  const { createParser } = await import('eventsource-parser');
  const parser = createParser({
    onEvent: ({ data }) => take(data),
    maxBufferSize: bounds.cli.answerLine,
    onError: ({ type, message }) => {
      if (type === 'max-buffer-size-exceeded') throw notOurs(message);
    },
  });
  return (line) => parser.feed(`${line}\n`);
}

interface Page extends Paged {
  readonly items: readonly unknown[];
}

/** Whole where the server gives it whole; a longer one page by page. */
async function all<Facts extends Listing>(
  ask: Client['ask'],
  operation: Facts,
  said: Said<Facts> & Patience,
): Promise<readonly unknown[]> {
  const pageOf = async (more: Readonly<Record<string, unknown>>): Promise<Page> => {
    const { query = {} } = said as { readonly query?: object };
    return (await ask(operation, { ...said, query: { ...query, ...more } })) as unknown as Page;
  };
  try {
    return (await pageOf({})).items;
  } catch (error) {
    if (!(error instanceof CliFailure) || error.refused?.code !== 'too-many-entries') throw error;
  }
  const items: unknown[] = [];
  const pageAfter = (after: string | null): Promise<Page> =>
    pageOf({ limit: bounds.admin.listWhole, ...(after !== null && { after }) });
  for await (const page of inPages(pageAfter)) items.push(...page.items);
  return items;
}

interface Parts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

function askOf(operation: Operation, said: object): Ask {
  const { params = {}, query = {}, body, ...patience } = said as Parts & Patience;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) search.set(name, String(value));
  const path = operation.path.replaceAll(/:(\w+)/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  return {
    ...patience,
    method: operation.method,
    path: `/api/v1${path}${search.size > 0 ? `?${search.toString()}` : ''}`,
    body: body === undefined ? null : { type: 'application/json', text: JSON.stringify(body) },
  };
}
