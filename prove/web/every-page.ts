/**
 * WEB: every page of the navigation and what its first row opens, in a real browser, as everybody looks at it: light, dark, in high contrast, in
 * colours that the system forces, at four hundred percent and on a phone, as each role that sees it. What strangers wrote stands in it as text.
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

export const everyPage: Proof = {
  id: 'WEB',
  title: 'Every page of the admin center can be read by everybody who may, and runs nothing that a stranger wrote',
  prove,
};

/** Would be markup, a template or a formula, if anything took it for one. */
const HOSTILE = `<img src=x onerror=globalThis.ran=1><script>globalThis.ran=1</script>{{7*7}}=1+1"'`;

/** Longer than a page waits with its skeleton. */
const SHOWN_AFTER_MS = 300;
/** On a loaded machine, with everything of it loaded for the first time. */
const OPENS_WITHIN_MS = 10_000;

interface Look {
  readonly name: string;
  readonly options: VisitOptions;
  readonly isForced?: true;
  /** CSS pixels: 320 are 1280 at 400 % (WCAG 2.2, 1.4.10). */
  readonly width?: number;
  /** Absent: every page of the navigation. */
  readonly only?: readonly string[];
}
/** Those that are promised on a phone. */
const IN_THE_HAND = ['/', '/live', '/waiting', '/devices'];
const looks: readonly Look[] = [
  { name: 'contrast', options: { theme: 'contrast' } },
  { name: 'dark', options: { theme: 'dark' } },
  { name: 'light', options: { theme: 'light' } },
  { name: 'forced colours', options: {}, isForced: true },
  { name: '400 %', options: {}, width: 320 },
  { name: 'phone', options: { size: 'phone' } },
  { name: 'phone, dark', options: { size: 'phone', theme: 'dark' }, only: IN_THE_HAND },
  { name: 'phone, contrast', options: { size: 'phone', theme: 'contrast' }, only: IN_THE_HAND },
  { name: 'reader', options: { role: 'reader' } },
  { name: 'help desk', options: { role: 'help-desk' } },
  { name: 'organization administrator, dark', options: { role: 'organization-administrator', theme: 'dark' } },
];
/** What continuous integration looks at has been looked at by the tests of each page in light and dark. */
const SHORT: ReadonlySet<string> = new Set(['400 %', 'reader']);

async function prove(terms: Terms): Promise<Finding> {
  let missing = '';
  const browser = await openBrowser({ skip: (why = '') => void (missing = why) });
  if (browser === null) return skipped(missing);
  await using _ = browser;
  await using house = await houseOfStrangers();
  const chosen = looks.filter(({ name }) => terms.length === 'long' || SHORT.has(name));
  const faults: string[] = [];
  let seen = 0;
  let opened = 0;
  for (const look of chosen) {
    const paths = (await pagesFor(browser, house, look)).filter((path) => look.only?.includes(path) ?? true);
    try {
      // As a person has it: one browser, page after page. What it must never do is told at its end.
      await using visit = await visitAs(browser, house, look);
      for (const path of paths) {
        if (terms.signal.aborted) break;
        terms.progress(`${look.name}: ${path}`);
        const { fault, hasOpened } = await lookAt(visit, look, path, terms.length);
        if (fault !== null) faults.push(`${look.name}, ${path}: ${fault}`);
        // A run that is broken off has told it.
        if (fault !== null) terms.progress(`${look.name}: ${path}: ${fault}`);
        seen++;
        if (hasOpened) opened++;
      }
    } catch (error) {
      faults.push(`${look.name}: ${String((error as Error).message).slice(0, 2_000)}`);
    }
  }
  return judged({ looks: chosen.length, 'pages looked at': seen, 'rows opened': opened }, faults);
}

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
  if (look.isForced) await visit.page.emulateMedia({ forcedColors: 'active' });
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
    // What is asked for is shown as missing only after a moment.
    await page.waitForTimeout(SHOWN_AFTER_MS);
    await page.locator('.fui-Skeleton').first().waitFor({ state: 'hidden' });
    const name = `every${path.replaceAll('/', '-')}-${look.name.replaceAll(/\W+/gu, '-')}`;
    if (length === 'long') await visit.accessible();
    await visit.picture(name);
    const fault = await told(page, look);
    if (fault !== null || length !== 'long') return { fault, hasOpened };
    hasOpened = await opensFirst(page);
    if (!hasOpened) return { fault, hasOpened };
    await page.waitForTimeout(SHOWN_AFTER_MS);
    await page.locator('.fui-Skeleton').first().waitFor({ state: 'hidden' });
    await visit.accessible();
    await visit.picture(`${name}-opened`);
    return { fault: await told(page, look), hasOpened };
  } catch (error) {
    const part = hasOpened ? 'opened: ' : '';
    return { fault: `${part}${String((error as Error).message).slice(0, 2_000)}`, hasOpened };
  }
}

/** Whether the page has a list, and something was opened by its first row. */
async function opensFirst(page: Page): Promise<boolean> {
  const row = page.getByRole('grid').first().getByRole('row').nth(1).or(page.getByRole('list').getByRole('option'));
  if ((await row.count()) === 0) return false;
  // Beside the box that selects it.
  await row.first().click({ position: { x: 120, y: 12 } });
  const flyout = page.getByRole('dialog').first();
  return await flyout.waitFor({ timeout: OPENS_WITHIN_MS }).then(
    () => true,
    () => false,
  );
}

/** WCAG 2.2, 1.4.10: no scrolling to the side, but in grids. */
async function told(page: Page, { width }: Look): Promise<string | null> {
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
