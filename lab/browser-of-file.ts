import { after } from 'node:test';
import type { Browser } from 'playwright-core';
import { type BrowserUser, launch, lend, type TestBrowser } from './browser.ts';

/** One browser for the tests of a file, which run one after another: launched by the first, let go behind the last. What a test opened in it ends with the test. */
export function browserOfFile(): (context: BrowserUser) => Promise<TestBrowser | null> {
  let kept: Browser | null = null;
  after(() => kept?.close());
  return async (context) => {
    // It is closed under a test whose time is over.
    if (kept?.isConnected() !== true) kept = await launch(context);
    const browser = kept;
    return (
      browser &&
      lend(browser, context, async () => {
        for (const opened of browser.contexts()) await opened.close();
      })
    );
  };
}
