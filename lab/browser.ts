/**
 * A browser at the admin center of a composed house: Chromium of a package, with our own launch arguments (its own switch off what the tests are to
 * prove), a language and a zone that are said. Whatever a page must never do fails the test that saw it: an error in the console, a breach of its
 * policy, an answer of 5xx, a request to somewhere else, a word without text.
 */
import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { faultsByAxe } from './axe.ts';
import { askAt } from './houses/test-admin.ts';
import type { TestHouse } from './houses/test-house.ts';

/** Longer than a page takes on a loaded machine. */
const PATIENCE_MS = 20_000;
/** Longer than anything on a page moves. */
const RESTS_AFTER_MS = 1_000;
const dist = fileURLToPath(new URL('../web/dist', import.meta.url));

export const themes = ['light', 'dark', 'contrast'] as const;
type ThemeName = (typeof themes)[number];

export interface VisitOptions {
  /** Absent: a Global administrator with content. */
  readonly role?: 'organization-administrator' | 'help-desk' | 'reader';
  /** Names or ids; for every role but the first. */
  readonly organizations?: readonly string[];
  /** `contrast`: the page's own theme of high contrast. */
  readonly theme?: ThemeName;
  /** `desktop`: 1280x800; `phone`: 390x780. */
  readonly size?: 'desktop' | 'phone';
  /** By which it is reached, where that is a proxy; its certificate is not looked at. */
  readonly origin?: string;
  /** Another server that pages lead to. */
  readonly beside?: string;
  /** false: nobody is signed in. */
  readonly signedIn?: boolean;
  /** Of the browser, as it says it: `de-AT`. Absent: `en-GB`. */
  readonly language?: string;
}

export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Of the house: `/trace?status=Failed`. */
  open(path: string): Promise<void>;
  /**
   * No fault that axe finds, in the state the page is in: of a page itself in every theme, of what is opened on it in the theme of the visit.
   * Where DOORPOST_THEMES is `every` (the proof WEB) all of it is looked at in every theme.
   */
  accessible(where?: 'every theme' | 'this theme'): Promise<void>;
  /** Whether the keyboard is at it. */
  hasFocus(place: Locator): Promise<boolean>;
  /** For people to look at, where DOORPOST_PICTURES names a folder; in every theme where DOORPOST_THEMES says so. */
  picture(name: string): Promise<void>;
}

export interface TestBrowser extends AsyncDisposable {
  visit(house: TestHouse, options?: VisitOptions): Promise<Visit>;
}

/** A test, or a program that has no end of its own. */
export type BrowserUser = Pick<TestContext, 'skip'> & Partial<Pick<TestContext, 'signal'>>;

/** null: no browser can run here, and the test was marked as skipped by name; a failure where every tool is required. */
export async function openBrowser(context: BrowserUser): Promise<TestBrowser | null> {
  const browser = await launch(context);
  return browser && lend(browser, context, () => browser.close());
}

/**
 * For one test. Whoever still waits for it when the test's time is over waits in vain, and what was opened is let go.
 * @param end when the test is done with it
 */
export function lend(browser: Browser, context: BrowserUser, end: () => Promise<void>): TestBrowser {
  const late = (): void => void browser.close().catch(() => undefined);
  context.signal?.addEventListener('abort', late);
  return {
    visit: (house, options = {}) => visit(browser, house, options),
    [Symbol.asyncDispose]() {
      // The signal of a test ends with every test.
      context.signal?.removeEventListener('abort', late);
      return end();
    },
  };
}

/** Until it is away, and first the question over it: what is behind a question has no role, and counts as away by its role while it is still there. */
export async function gone(place: Locator): Promise<void> {
  await place.page().locator('[role="alertdialog"]').first().waitFor({ state: 'hidden' });
  await place.waitFor({ state: 'hidden' });
}

export async function launch(context: BrowserUser): Promise<Browser | null> {
  await access(join(dist, 'index.html')).catch(() => {
    throw new Error('the admin center is not built: run `node web/build.mjs`');
  });
  try {
    return await chromium.launch({
      executablePath: await sparticuz.executablePath(),
      chromiumSandbox: process.getuid?.() !== 0,
      // There is none: to imitate one costs more than to draw without it.
      args: ['--disable-gpu'],
    });
  } catch (error) {
    if (process.env['DOORPOST_TEST_TOOLS'] === 'required') throw error;
    context.skip('Chromium does not run here (it needs Linux on x64, libnss3 and libnspr4)');
    return null;
  }
}

async function visit(browser: Browser, house: TestHouse, options: VisitOptions): Promise<Visit> {
  const { theme = 'light', size = 'desktop', signedIn = true } = options;
  const { origin = `http://localhost:${house.port('http')}` } = options;
  const context = await browser.newContext({
    baseURL: origin,
    ignoreHTTPSErrors: options.origin !== undefined,
    locale: options.language ?? 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: theme === 'contrast' ? 'dark' : theme,
    viewport: size === 'phone' ? { width: 390, height: 780 } : { width: 1280, height: 800 },
    // Pictures and tests are of what stands, not of what moves.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  if (theme === 'contrast')
    await context.addInitScript({ content: `localStorage.setItem('doorpost-look', '{"theme":"contrast"}')` });
  if (signedIn) await signIn(context, house, options);
  const page = await context.newPage();
  const wrong = watch(page, [origin, options.beside ?? origin]);
  const everyTheme = process.env['DOORPOST_THEMES'] === 'every';
  const inOthers = async (look: (other: ThemeName) => Promise<void>): Promise<void> => {
    try {
      for (const other of themes.filter((one) => one !== theme)) {
        await wear(page, other);
        await look(other);
      }
    } finally {
      await wear(page, theme);
    }
  };
  return {
    page,
    async open(path) {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
    },
    async accessible(where) {
      await assertNoFaults(page, 'all', theme);
      if (where === 'every theme' || (where === undefined && everyTheme))
        await inOthers((other) => assertNoFaults(page, 'colours', other));
    },
    hasFocus: async (place) => (await place.and(page.locator(':focus')).count()) > 0,
    async picture(name) {
      const folder = process.env['DOORPOST_PICTURES'];
      if (folder === undefined) return;
      const take = async (shown: ThemeName): Promise<void> =>
        void (await page.screenshot({ path: join(folder, `${name}-${size}-${shown}.png`) }));
      await take(theme);
      if (everyTheme) await inOthers(take);
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      assert.deepEqual(wrong, []);
    },
  };
}

/** A page on its way (a button about to be enabled, a flyout that leaves) has faults for a frame: those that stay are told. */
async function assertNoFaults(page: Page, of: 'all' | 'colours', theme: ThemeName): Promise<void> {
  if ((await faultsByAxe(page, of)).length === 0) return;
  await page.waitForTimeout(RESTS_AFTER_MS);
  const faults = await faultsByAxe(page, of);
  assert.deepEqual(
    faults.map((fault) => `${theme}: ${fault}`),
    [],
  );
}

/** As a person who chooses it in another tab: what is open stays open. */
async function wear(page: Page, theme: ThemeName): Promise<void> {
  await page.evaluate(`(async () => {
    localStorage.setItem('doorpost-look', '${JSON.stringify({ theme })}');
    dispatchEvent(new StorageEvent('storage', { key: 'doorpost-look' }));
    const drawn = () => new Promise((done) => requestAnimationFrame(done));
    await drawn();
    // Colours on their way to others are none of either theme.
    for (const moving of document.getAnimations()) if (moving instanceof CSSTransition) moving.finish();
    await drawn();
  })()`);
}

/** By a token that every request carries: pages of the house know nothing of it. */
async function signIn(context: BrowserContext, house: TestHouse, { role, organizations }: VisitOptions): Promise<void> {
  const name = `visit-${Math.random().toString(36).slice(2)}`;
  const body = role === undefined ? { name, content: true } : { name, role, organizations: organizations ?? ['ours'] };
  const answer = await askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/tokens', { body });
  assert.equal(answer.status, 201, answer.text);
  const { token } = answer.body as { readonly token: string };
  await context.setExtraHTTPHeaders({ authorization: `Bearer ${token}` });
}

/** Everything that no page may do, as it happens. */
function watch(page: Page, origins: readonly string[]): readonly string[] {
  const wrong: string[] = [];
  page.on('console', (message) => {
    // An answer of 4xx is one; those of 5xx are counted below.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if ((message.type() === 'error' || message.type() === 'warning') && !isAnswer)
      wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`page error: ${error.stack ?? error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) wrong.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!origins.includes(url.origin) && !['data:', 'blob:', 'about:'].includes(url.protocol))
      wrong.push(`asked ${url}`);
  });
  return wrong;
}
