/**
 * `npm run bench -- --web`: the admin center in a browser, over a house as large as a provider's: how long until the first rows stand there, and
 * whether scrolling ever holds the page up. The house and the browser share this machine, as they do nowhere else: read the times as most.
 */
import Table from 'cli-table3';
import type { Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from '../lab/browser.ts';
import { directoryObjects, type DirectorySize } from '../lab/directory/directory-objects.ts';
import { startTestHouse, type TestHouse } from '../lab/houses/test-house.ts';
import { fillSpool } from '../lab/server/fill.ts';
import { median } from './results.ts';

const size: DirectorySize = {
  organizations: 1,
  domains: 20,
  mailboxes: 10_000,
  credentials: 0,
  groups: 100,
  devices: 2_000,
  inbound: 500,
  outbound: 5,
};
const TRACE_ROWS = 20_000;
/** The marks. */
const FIRST_ROWS_MS = 500;
const LONG_TASK_MS = 200;

const LOOKS = 5;
const SCROLLS = 60;
const SCROLL_PX = 600;

const lists = ['/trace', '/devices', '/connectors', '/queue?tab=messages'] as const;

/** What the page itself tells, from the start of its load. */
interface Told {
  readonly firstRowsMs: number | null;
  readonly longTasksMs: readonly number[];
}

export interface WebFigure {
  readonly list: string;
  readonly firstRowsMs: number;
  readonly longestTaskMs: number;
}

export async function measureWeb(say: (text: string) => void): Promise<readonly WebFigure[]> {
  const skip = (why?: string): never => {
    throw new Error(why);
  };
  const browser = await openBrowser({ skip });
  if (browser === null) return [];
  await using _ = browser;
  say('filling the house');
  await using house = await startTestHouse({ seesAnswers: false });
  const { store, ids } = house.house;
  await house.put(...directoryObjects(size));
  await fillSpool(store.spool, ids, TRACE_ROWS, (done) => say(`${done} of ${TRACE_ROWS} messages`));
  await house.traced({}, (rows) => rows.length === 100);
  const figures: WebFigure[] = [];
  for (const list of lists) {
    const figure = await measureList(browser, house, list);
    say(`${list}: ${JSON.stringify(figure)}`);
    figures.push(figure);
  }
  return figures;
}

async function measureList(browser: TestBrowser, house: TestHouse, list: string): Promise<WebFigure> {
  await using visit = await browser.visit(house);
  const { page } = visit;
  await page.addInitScript({ content: WATCH });
  const times: number[] = [];
  // The first look brings the files, which are kept.
  for (let look = 0; look <= LOOKS; look++) {
    await visit.open(list);
    await page.getByRole('row').nth(10).waitFor();
    const { firstRowsMs } = await told(page);
    if (firstRowsMs === null) throw new Error(`${list} has no rows`);
    if (look > 0) times.push(firstRowsMs);
  }
  const before = (await told(page)).longTasksMs.length;
  await page.getByRole('grid').hover();
  for (let scroll = 0; scroll < SCROLLS; scroll++) {
    await page.mouse.wheel(0, SCROLL_PX);
    await page.waitForTimeout(50);
  }
  const { longTasksMs } = await told(page);
  return { list, firstRowsMs: median(times), longestTaskMs: Math.max(0, ...longTasksMs.slice(before)) };
}

/** Runs in the page, before anything of ours. The first row is the header's. */
const WATCH = `
const seen = { firstRowsMs: null, longTasksMs: [] };
globalThis.seen = seen;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) seen.longTasksMs.push(duration);
}).observe({ type: 'longtask', buffered: true });
const look = () => {
  if (document.querySelectorAll('[role="row"]').length > 10) seen.firstRowsMs = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
`;

const told = (page: Page): Promise<Told> =>
  page.evaluate(() => (globalThis as unknown as { readonly seen: Told }).seen);

export function webTable(figures: readonly WebFigure[]): string {
  const table = new Table({ head: ['list', 'first rows, ms', 'longest task while scrolling, ms', ''] });
  for (const figure of figures)
    table.push([
      figure.list,
      figure.firstRowsMs.toFixed(0),
      figure.longestTaskMs.toFixed(0),
      isWithin(figure) ? 'ok' : 'BELOW THE MARK',
    ]);
  return `${TRACE_ROWS.toLocaleString('en')} trace rows, ${size.devices.toLocaleString('en')} devices, ${size.mailboxes.toLocaleString('en')} mailboxes\n${table}\nMarks: ${FIRST_ROWS_MS} ms, ${LONG_TASK_MS} ms.`;
}

export const isWithin = ({ firstRowsMs, longestTaskMs }: WebFigure): boolean =>
  firstRowsMs <= FIRST_ROWS_MS && longestTaskMs <= LONG_TASK_MS;
