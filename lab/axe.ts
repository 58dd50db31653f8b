/** What axe finds on a page, by the rules of WCAG 2.2 AA and what is best practice beyond. */
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Half a megabyte, which the builder would have the page read twice. */
const { source } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as {
  readonly source: string;
};
/** It reads every element of a page. */
const AXE_PATIENCE_MS = 60_000;
/** Fluent keeps the focus within a dialog by elements that nobody reads; axe takes them for a fault (its one exclusion here). */
const NOT_FOR_PEOPLE = '[data-tabster-dummy]';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Those that another theme can break: nothing else of a page depends on it. */
const RULES_OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Axe runs in the page itself and once, without a blank page that it would be loaded into anew. It stays out of frames: the one that we have shows a
 * stranger's mail and runs no scripts, so that a timer set there never ends, and whoever waits for axe in it waits for ever (nothing of Playwright
 * bounds a wait for the page's own code).
 */
export async function faultsByAxe(page: Page, of: 'all' | 'colours'): Promise<readonly string[]> {
  if ((await page.evaluate('"axe" in globalThis')) !== true) await page.evaluate(`${source};0`);
  const axe = new AxeBuilder({ page, axeSource: '0' })
    .setLegacyMode()
    .options({ iframes: false, preload: false, resultTypes: ['violations'] })
    .exclude(NOT_FOR_PEOPLE);
  const chosen = of === 'all' ? axe.withTags(RULES) : axe.withRules(RULES_OF_COLOURS);
  const { violations } = await within(AXE_PATIENCE_MS, 'axe', chosen.analyze());
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
  );
}

async function within<T>(ms: number, whose: string, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer of ${whose} within ${ms / 1_000} s`)), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
