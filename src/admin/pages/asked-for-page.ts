/** Whether a browser asks for a page of the admin center: these have addresses of their own (`/trace`), and the page finds its way by itself. Pure. */
import type { FastifyRequest } from 'fastify';

/** Beside the pages; what is not there is told as the API tells it. */
const NOT_PAGES = /^\/(?:api|assets|problems|metrics|healthz|readyz|openapi\.json)(?:[/?]|$)/u;

export const askedForPage = ({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean =>
  (method === 'GET' || method === 'HEAD') && !NOT_PAGES.test(url) && (headers.accept ?? '').includes('text/html');
