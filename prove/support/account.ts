/** The server's own account of numbered messages: the trace and the queue, whole, by the administration API. */
import { admin } from './server.ts';
import type { Site } from './site.ts';

/** One recipient of one message, as the trace has it. */
export interface AccountRow {
  readonly number: number;
  readonly recipient: string;
  readonly queueId: string;
  readonly status: string;
}

/** One recipient of one message that waits. */
export interface WaitingRow {
  readonly queueId: string;
  readonly recipient: string;
}

const PAGE = 1_000;
/** Against a list that never ends. */
const MOST_PAGES = 2_000;

interface TracePage {
  readonly rows: readonly {
    readonly queueId: string | null;
    readonly messageId: string | null;
    readonly recipient: string | null;
    readonly status: string;
  }[];
  readonly next: string | null;
}

/** Every accepted numbered message in the trace (our own reports have no number and are left out). */
export async function traceAccount(site: Site): Promise<readonly AccountRow[]> {
  const found: AccountRow[] = [];
  const pages = pagesOf<TracePage>(site, '/trace?ingress=relay');
  for await (const { rows } of pages)
    for (const { queueId, messageId, recipient, status } of rows) {
      const number = Number(/(\d+)\.prove@/u.exec(messageId ?? '')?.[1] ?? Number.NaN);
      if (queueId !== null && !Number.isNaN(number))
        found.push({ number, recipient: recipient ?? '', queueId, status });
    }
  return found;
}

interface QueuePage {
  readonly entries: readonly {
    readonly message: { readonly queueId: string };
    readonly recipient: { readonly address: { readonly local: string; readonly domain: string } };
  }[];
  readonly next: string | null;
}

export async function queueAccount(site: Site): Promise<readonly WaitingRow[]> {
  const found: WaitingRow[] = [];
  for await (const { entries } of pagesOf<QueuePage>(site, '/queue?'))
    for (const { message, recipient } of entries)
      found.push({ queueId: message.queueId, recipient: `${recipient.address.local}@${recipient.address.domain}` });
  return found;
}

async function* pagesOf<Page extends { readonly next: string | null }>(site: Site, path: string): AsyncGenerator<Page> {
  let after = '';
  for (let count = 0; count < MOST_PAGES; count++) {
    const page = await admin<Page>(site, 'GET', `${path}&limit=${PAGE}${after}`);
    yield page;
    if (page.next === null) return;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
  throw new Error(`${path}: more than ${MOST_PAGES} pages`);
}

/**
 * Resolves when nothing waits any more, or has not changed for `quietMs`; returns what waits. Makes what waits due at once when told to, again
 * and again: an order leaves alone what is being tried at that moment, and an attempt that began before a next hop was mended then waits.
 */
export async function drained(
  site: Site,
  options: {
    readonly signal: AbortSignal;
    readonly retry?: boolean;
    readonly quietMs?: number;
    readonly progress?: (text: string) => void;
  },
): Promise<number> {
  const { signal, quietMs = 15_000 } = options;
  const makeDue = async (): Promise<void> => {
    if (options.retry === true)
      await admin(site, 'POST', '/queue/actions', { verb: 'retry', selection: { all: true } });
  };
  await makeDue();
  let before = Number.POSITIVE_INFINITY;
  let changedAt = performance.now();
  let toldAt = changedAt;
  for (;;) {
    signal.throwIfAborted();
    const { total } = await admin<{ readonly total: number }>(site, 'GET', '/queue?limit=1');
    if (total !== before) changedAt = performance.now();
    before = total;
    if (performance.now() - toldAt > 3_000) {
      options.progress?.(`${total} still to be delivered`);
      await makeDue();
      toldAt = performance.now();
    }
    if (total === 0 || performance.now() - changedAt > quietMs) return total;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
