/**
 * WEB: every page of the navigation and what its first row opens, in a real browser, as everybody looks at it: in each theme, in colours that the
 * system forces, at four hundred percent and on a phone, as each role that sees it. What strangers wrote stands in it as text. In its long form also
 * every state that the tests of the pages come to, in each theme.
 */
import type { Page } from 'playwright-core';
import { openBrowser, type TestBrowser, type Visit, type VisitOptions } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, organization, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { keepMail } from '../../lab/kept-mail.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged, skipped } from '../support/finding.ts';
import { everyState, type Looked } from './every-state.ts';

export const everyPage: Proof = {
  id: 'WEB',
  title: 'Every page of the admin center can be read by everybody who may, and runs nothing that a stranger wrote',
  prove,
};

/** Would be markup, a template or a formula, if anything took it for one. */
const HOSTILE = `<img src=x onerror=globalThis.ran=1><script>globalThis.ran=1</script>{{7*7}}=1+1"'`;

/** Longer than a page waits with its skeleton. */
const SHOWN_AFTER_MS = 300;
/** The address says at once what is open. */
const SAID_WITHIN_MS = 2_000;
/** Of a fault: enough to find it. */
const MOST_TOLD = 2_000;

interface Look {
  readonly name: string;
  readonly options: VisitOptions;
  /** Absent: in the one of the visit. */
  readonly themes?: 'every theme';
  /** Also in colours that the system forces. */
  readonly isForced?: true;
  /** CSS pixels: 320 are 1280 at 400 % (WCAG 2.2, 1.4.10). */
  readonly width?: number;
}
const looks: readonly Look[] = [
  { name: 'desktop', options: {}, themes: 'every theme', isForced: true },
  { name: 'phone', options: { size: 'phone' }, themes: 'every theme' },
  { name: '400 %', options: {}, width: 320 },
  { name: 'reader', options: { role: 'reader' } },
  { name: 'help desk', options: { role: 'help-desk' } },
  { name: 'organization administrator, dark', options: { role: 'organization-administrator', theme: 'dark' } },
];
/** What continuous integration looks at has been looked at by the tests of each page in each theme. */
const SHORT: ReadonlySet<string> = new Set(['400 %', 'reader']);

async function prove(terms: Terms): Promise<Finding> {
  let missing = '';
  const browser = await openBrowser({ skip: (why = '') => void (missing = why) });
  if (browser === null) return skipped(missing);
  await using _ = browser;
  if (terms.length === 'short') return judgedBy([await pagesOf(browser, terms)]);
  // Each waits for its pages half of the time.
  return judgedBy(await Promise.all([pagesOf(browser, terms), everyState(terms)]));
}

const judgedBy = (parts: readonly Looked[]): Finding =>
  judged(
    Object.assign({}, ...parts.map(({ figures }) => figures)),
    parts.flatMap(({ faults }) => faults),
  );

async function pagesOf(browser: TestBrowser, terms: Terms): Promise<Looked> {
  await using house = await houseOfStrangers();
  const chosen = looks.filter(({ name }) => terms.length === 'long' || SHORT.has(name));
  const faults: string[] = [];
  let seen = 0;
  let opened = 0;
  for (const look of chosen) {
    const paths = await pagesFor(browser, house, look);
    try {
      // As a person has it: one browser, page after page. What it must never do is told at its end.
      await using visit = await visitAs(browser, house, look);
      for (const [at, path] of paths.entries()) {
        if (terms.signal.aborted) break;
        terms.progress(`${look.name}: ${path} (${at + 1} of ${paths.length})`);
        const { fault, hasOpened } = await lookAt(visit, look, path, terms.length);
        if (fault !== null) faults.push(`${look.name}, ${path}: ${fault}`);
        // A run that is broken off has told it.
        if (fault !== null) terms.progress(`${look.name}: ${path}: ${fault}`);
        seen++;
        if (hasOpened) opened++;
      }
    } catch (error) {
      faults.push(`${look.name}: ${told(error)}`);
    }
  }
  return { figures: { looks: chosen.length, 'pages looked at': seen, 'rows opened': opened }, faults };
}

const told = (error: unknown): string => String((error as Error).message).slice(0, MOST_TOLD);

/** Mail, refusals, a device, connectors; and in each place where a stranger's words get to, words that would do something. */
async function houseOfStrangers(): Promise<TestHouse> {
  const house = await startTestHouse({
    objects: [
      organization({ deviceNetworks: ['127.0.0.0/24'] }),
      inbound('copier', { senderAddresses: [DEVICE] }),
      smartHost('relay', 9),
    ],
  });
  const socket = { socketPath: house.settings.adminSocket };
  for (const [path, body] of [
    ['devices', { name: HOSTILE.slice(0, 60), place: HOSTILE, addresses: [DEVICE] }],
    ['administrators', { name: 'anna@ours.test', role: 'reader', organizations: ['ours'] }],
    ['block-entries', { name: 'spam.test', note: HOSTILE }],
    ['restrictions', { name: '192.0.2.9', of: 'address', why: HOSTILE }],
    ['dkim-keys', { domain: 'ours.test', selector: 's1', algorithm: 'ed25519-sha256' }],
  ] as const) {
    const { status, text } = await askAt(socket, 'POST', `/api/v1/${path}`, { body });
    if (status >= 300) throw new Error(`${path}: ${text}`);
  }
  await keepMail(house, { subject: HOSTILE });
  await submit(house, 'copier@ours.test', ['v@ours.test', 'far@elsewhere.test'], `Subject: ${HOSTILE}\n\nbody\n`);
  const stranger = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
  for (const line of [
    `EHLO ${HOSTILE}`,
    'EHLO printer.test',
    `MAIL FROM:<"<b>"@elsewhere.test>`,
    'RCPT TO:<x@far.test>',
    'QUIT',
  ])
    await stranger.say(line);
  stranger.end();
  await house.traced({}, (rows) => rows.length >= 3);
  return house;
}

/** By the navigation itself: what a role is not shown is not visited. */
async function pagesFor(browser: TestBrowser, house: TestHouse, { options }: Look): Promise<readonly string[]> {
  await using visit = await browser.visit(house, { ...options, size: 'desktop' });
  await visit.open('/');
  const links = visit.page.getByRole('navigation').getByRole('link');
  await links.first().waitFor();
  const paths = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  return [...new Set([...paths, '/account'])].filter((path) => path.startsWith('/'));
}

async function visitAs(browser: TestBrowser, house: TestHouse, look: Look): Promise<Visit> {
  const visit = await browser.visit(house, look.options);
  if (look.width !== undefined) await visit.page.setViewportSize({ width: look.width, height: 640 });
  return visit;
}

async function lookAt(
  visit: Visit,
  look: Look,
  path: string,
  length: Terms['length'],
): Promise<{ readonly fault: string | null; readonly hasOpened: boolean }> {
  const { page } = visit;
  let hasOpened = false;
  try {
    await visit.open(path);
    const name = `every${path.replaceAll('/', '-')}-${look.name.replaceAll(/\W+/gu, '-')}`;
    const fault = await faultOf(visit, look, name, length);
    if (fault !== null || length !== 'long') return { fault, hasOpened };
    hasOpened = await opensFirst(page);
    return { fault: hasOpened ? await faultOf(visit, look, `${name}-opened`, length) : null, hasOpened };
  } catch (error) {
    return { fault: `${hasOpened ? 'opened: ' : ''}${told(error)}`, hasOpened };
  }
}

async function faultOf(visit: Visit, look: Look, name: string, length: Terms['length']): Promise<string | null> {
  const { page } = visit;
  // What is asked for is shown as missing only after a moment.
  await page.waitForTimeout(SHOWN_AFTER_MS);
  await page.locator('.fui-Skeleton').first().waitFor({ state: 'hidden' });
  if (length === 'long') await visit.accessible(look.themes);
  await visit.picture(name);
  if (length === 'long' && look.isForced) {
    await page.emulateMedia({ forcedColors: 'active' });
    try {
      await visit.accessible('this theme');
      await visit.picture(`${name}-forced`);
    } finally {
      await page.emulateMedia({ forcedColors: null });
    }
  }
  return promiseBroken(page, look);
}

/** Whether the page has a list whose first row opens something: the address says so, and there is something to close. */
async function opensFirst(page: Page): Promise<boolean> {
  const row = page.getByRole('grid').first().getByRole('row').nth(1).or(page.getByRole('list').getByRole('option'));
  if ((await row.count()) === 0) return false;
  const before = page.url();
  // Beside the box that selects it.
  await row.first().click({ position: { x: 120, y: 12 } });
  const says = page.waitForURL(({ href }) => href !== before, { timeout: SAID_WITHIN_MS });
  const isOpen = await says.then(
    () => true,
    () => false,
  );
  if (isOpen) await page.getByRole('button', { name: 'Close', exact: true }).first().waitFor();
  return isOpen;
}

/** WCAG 2.2, 1.4.10: no scrolling to the side, but in grids. */
async function promiseBroken(page: Page, { width }: Look): Promise<string | null> {
  const { ran, scrolls, heading } = await page.evaluate(() => {
    const { document: d, ran } = globalThis as unknown as {
      readonly ran?: number;
      document: {
        documentElement: { scrollWidth: number; clientWidth: number };
        querySelectorAll(selector: string): { length: number };
      };
    };
    return {
      ran,
      scrolls: d.documentElement.scrollWidth - d.documentElement.clientWidth,
      heading: d.querySelectorAll('h1').length,
    };
  });
  if (ran !== undefined) return 'ran what a stranger wrote';
  if (heading !== 1) return `has ${heading} headings of the first level`;
  return width !== undefined && scrolls > 0 ? `scrolls ${scrolls} px to the side` : null;
}
