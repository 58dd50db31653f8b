/** Addresses of pages, from the registry. The query of an address is plain text on both sides: what a page shows stands in it, and can be sent to a colleague. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import i18next from 'i18next';
import { type Page, pages } from '../pages/all.ts';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

/**
 * A page with its words: asked for only when the page is drawn, they would come a moment later, and React holds back what it shows for a third of a
 * second once it has shown that something is awaited.
 */
const withWords =
  ({ words, alsoWords = [], load }: Page): Page['load'] =>
  async () => {
    const [page] = await Promise.all([load(), i18next.loadNamespaces([words, ...alsoWords])]);
    return page;
  };

const routes = pages.map((page) =>
  createRoute({
    getParentRoute: () => root,
    path: page.path,
    component: lazyRouteComponent(withWords(page), 'Page'),
  }),
);

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return text === '' ? '' : `?${text}`;
  },
  defaultPreload: 'intent',
  // What scrolls is the page's own list.
  scrollRestoration: false,
});
